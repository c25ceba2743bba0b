import type { Loss } from './loss.ts';

/**
 * Σ_j max(0, 1 − t_j a_j) for each example with t = 2y − 1, so that y = 0 and 1 (or one-hot) ask for a ≤ −1 and a ≥ 1
 * (Cortes and Vapnik 1995, one against the rest). dA_L = −t where t a < 1, else 0; at the kink t a = 1 it is taken
 * as 0.
 */
export const hinge: Loss = {
  name: 'hinge',
  value: (A, Y, n) => A.reduce((total, a, i) => total + Math.max(0, margin(a, Y[i]!)), 0) / (A.length / n),
  derivative: (A, Y) => A.map((a, i) => (margin(a, Y[i]!) > 0 ? 1 - 2 * Y[i]! : 0)),
  side: (a, y) => (margin(a, y) > 0 ? 1 : 0),
};

/** What is missing to the right side by 1. */
function margin(a: number, y: number): number {
  return 1 - (2 * y - 1) * a;
}
