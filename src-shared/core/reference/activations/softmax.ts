import type { Activation } from './activation.ts';

/**
 * a_j = e^{z_j} / Σ_k e^{z_k} over the n units of one example. Every a_j depends on every z_k, so the derivative
 * is a full matrix, ∂a_j/∂z_k = a_j (δ_jk − a_k), and dz_k = a_k (da_k − Σ_j a_j da_j).
 */
export const softmax: Activation = {
  name: 'softmax',

  forward(Z, n) {
    const A = new Float64Array(Z.length);
    for (let i = 0; i < Z.length; i += n) {
      const z = Z.subarray(i, i + n);
      // Shifting all z by one number leaves a as it is and keeps e^z from overflowing.
      const largest = Math.max(...z);
      const e = z.map((value) => Math.exp(value - largest));
      const sum = e.reduce((total, value) => total + value, 0);
      A.set(
        e.map((value) => value / sum),
        i,
      );
    }
    return A;
  },

  backward(dA, _Z, A, n) {
    const dZ = new Float64Array(A.length);
    for (let i = 0; i < A.length; i += n) {
      const a = A.subarray(i, i + n);
      const da = dA.subarray(i, i + n);
      const shared = a.reduce((total, value, j) => total + value * da[j]!, 0);
      dZ.set(
        a.map((value, k) => value * (da[k]! - shared)),
        i,
      );
    }
    return dZ;
  },
};
