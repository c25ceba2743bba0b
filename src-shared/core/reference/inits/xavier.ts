/**
 * √(2 / (n_{l−1} + n_l)), for tanh and sigmoid (Glorot and Bengio 2010): halfway between keeping the variance
 * of A on the way forward, 1 / n_{l−1}, and that of dZ on the way back, 1 / n_l.
 */
export function xavierDeviation(n_prev: number, n: number): number {
  return Math.sqrt(2 / (n_prev + n));
}
