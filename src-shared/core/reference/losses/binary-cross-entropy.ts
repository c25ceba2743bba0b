import type { Loss } from './loss.ts';

/**
 * −Σ_j (y ln a + (1 − y) ln(1 − a)) for each example, y in [0, 1]; with a sigmoid output dZ_L = A_L − Y.
 * From z: −(y ln a + (1 − y) ln(1 − a)) = max(z, 0) − z y + ln(1 + e^−|z|).
 */
export const binaryCrossEntropy: Loss = {
  name: 'binaryCrossEntropy',

  value(A, Y, n) {
    const m = A.length / n;
    return (
      A.reduce((total, a, i) => total - times(Y[i]!, Math.log(a)) - times(1 - Y[i]!, Math.log1p(-a)), 0) / m
    );
  },

  derivative: (A, Y) => A.map((a, i) => -ratio(Y[i]!, a) + ratio(1 - Y[i]!, 1 - a)),

  fused: {
    activation: 'sigmoid',
    value(Z, Y, n) {
      const m = Z.length / n;
      return (
        Z.reduce(
          (total, z, i) => total + Math.max(z, 0) - z * Y[i]! + Math.log1p(Math.exp(-Math.abs(z))),
          0,
        ) / m
      );
    },
    derivative: (A, Y) => A.map((a, i) => a - Y[i]!),
  },
};

/** y ln a with 0 · ln 0 = 0, its limit: a class that is not there adds nothing. */
function times(y: number, logarithm: number): number {
  return y === 0 ? 0 : y * logarithm;
}

function ratio(y: number, a: number): number {
  return y === 0 ? 0 : y / a;
}
