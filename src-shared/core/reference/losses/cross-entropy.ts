import type { Loss } from './loss.ts';

/**
 * −Σ_j y_j ln a_j for each example, y one-hot (or any weights that add up to 1); with a softmax output
 * dZ_L = A_L − Y. From z: −ln a_j = ln Σ_k e^{z_k} − z_j.
 */
export const crossEntropy: Loss = {
  name: 'crossEntropy',

  value(A, Y, n) {
    const m = A.length / n;
    return A.reduce((total, a, i) => (Y[i] === 0 ? total : total - Y[i]! * Math.log(a)), 0) / m;
  },

  derivative: (A, Y) => A.map((a, i) => (Y[i] === 0 ? 0 : -Y[i]! / a)),

  fused: {
    activation: 'softmax',
    value(Z, Y, n) {
      const m = Z.length / n;
      let total = 0;
      for (let i = 0; i < Z.length; i += n) {
        const z = Z.subarray(i, i + n);
        const largest = Math.max(...z);
        const logSum = largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0));
        for (let j = 0; j < n; j++) total += Y[i + j]! * (logSum - z[j]!);
      }
      return total / m;
    },
    derivative: (A, Y) => A.map((a, i) => a - Y[i]!),
  },
};
