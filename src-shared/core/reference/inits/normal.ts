/** W_l row by row from the normal distribution with mean 0 and the deviation that is asked for. */
export function normalWeights(
  n: number,
  n_prev: number,
  deviation: number,
  normal: () => number,
): Float64Array {
  return Float64Array.from({ length: n * n_prev }, () => deviation * normal());
}
