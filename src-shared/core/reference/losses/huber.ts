import type { Loss } from './loss.ts';

/**
 * 1/n_L · Σ_j h(a_j − y_j) for each example with h(r) = r²/2 up to |r| = 1 and |r| − 1/2 beyond (Huber 1964, k = 1):
 * an outlier pulls no harder than one that is off by 1. dA_L = r brought into [−1, 1], over n_L.
 */
export const huber: Loss = {
  name: 'huber',
  value: (A, Y) =>
    A.reduce((total, a, i) => {
      const size = Math.abs(a - Y[i]!);
      return total + (size <= 1 ? (size * size) / 2 : size - 0.5);
    }, 0) / A.length,
  derivative: (A, Y, n) => A.map((a, i) => Math.max(-1, Math.min(1, a - Y[i]!)) / n),
  // h′ is continuous at ±1, but h″ falls from 1 to 0.
  side: (a, y) => Math.sign(a - y) * (Math.abs(a - y) > 1 ? 1 : 0),
};
