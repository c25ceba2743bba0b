/** W_l = c: every unit of a layer stays like every other. c = 0 is of use for L = 1, and to see why not elsewhere. */
export function constantWeights(n: number, n_prev: number, value: number): Float64Array {
  return new Float64Array(n * n_prev).fill(value);
}
