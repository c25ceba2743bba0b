/** √(1 / n_{l−1}), which keeps the variance of A on the way forward where g is near the line (LeCun et al. 1998). */
export function lecunDeviation(n_prev: number): number {
  return Math.sqrt(1 / n_prev);
}
