/** W_l = 0: every unit of a layer stays like every other. Of use for L = 1, and to see why not elsewhere. */
export function zerosDeviation(): number {
  return 0;
}
