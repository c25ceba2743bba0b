/** √(2 / n_{l−1}), for relu and leakyRelu (He et al. 2015): relu drops half of the variance, the 2 gives it back. */
export function heDeviation(n_prev: number): number {
  return Math.sqrt(2 / n_prev);
}
