/** W_l from the normal distribution with the deviation that is asked for. */
export function normalDeviation(spec: { std: number }): number {
  return spec.std;
}
