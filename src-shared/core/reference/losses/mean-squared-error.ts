import type { Loss } from './loss.ts';

/** 1/n_L · Σ_j (a_j − y_j)² for each example; dA_L = 2 (A_L − Y) / n_L. */
export const meanSquaredError: Loss = {
  name: 'meanSquaredError',
  value: (A, Y) => A.reduce((total, a, i) => total + (a - Y[i]!) ** 2, 0) / A.length,
  derivative: (A, Y, n) => A.map((a, i) => (2 * (a - Y[i]!)) / n),
};
