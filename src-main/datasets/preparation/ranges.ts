import type { ColumnScales } from '../standardize.ts';

/**
 * Least value and width of each column of the training part, so that it lies between 0 and 1; a width of 1 where a
 * column does not vary.
 *
 * @param X (n_0, m), NaN where a value is missing
 */
export function measureRanges(X: Float32Array, inputs: number): ColumnScales {
  const least = new Float64Array(inputs).fill(Infinity);
  const most = new Float64Array(inputs).fill(-Infinity);
  for (let at = 0; at < X.length; at += 1) {
    const [column, value] = [at % inputs, X[at]!];
    if (value < least[column]!) least[column] = value;
    if (value > most[column]!) most[column] = value;
  }
  return {
    mean: least.map((value) => (value === Infinity ? 0 : value)),
    deviation: most.map((value, column) => (value > least[column]! ? value - least[column]! : 1)),
  };
}
