/** What turns an input column in its own unit into the network's: (x − mean) / deviation. */
export interface ColumnScales {
  /** n_0 means over the training part, missing values left out; 0 where a column has none. Or least values. */
  mean: Float64Array;
  /** n_0 deviations (of the population), or widths; 1 where a column does not vary. */
  deviation: Float64Array;
}

/**
 * Measures the columns of the training part.
 *
 * @param X (n_0, m), NaN where a value is missing
 */
export function measureColumns(X: Float32Array, inputs: number): ColumnScales {
  const mean = new Float64Array(inputs);
  const deviation = new Float64Array(inputs).fill(1);
  for (let column = 0; column < inputs; column += 1) {
    let [count, sum, least, most] = [0, 0, Infinity, -Infinity];
    for (let at = column; at < X.length; at += inputs) {
      const value = X[at]!;
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (count === 0) continue;
    // The rounded mean of equal values can differ from them, and would leave a deviation of dust to divide by.
    mean[column] = least === most ? least : sum / count;
    if (least < most) deviation[column] = deviationOf(X, inputs, column, mean[column]!, count);
  }
  return { mean, deviation };
}

/**
 * Fills missing values; then, where asked to, scales in place.
 *
 * @param fills (n_0) what stands for a missing value
 */
export function applyScales(
  X: Float32Array,
  { mean, deviation }: ColumnScales,
  fills: Float64Array,
  isScaled: boolean,
): void {
  const inputs = mean.length;
  for (let at = 0; at < X.length; at += 1) {
    const column = at % inputs;
    const value = Number.isNaN(X[at]!) ? fills[column]! : X[at]!;
    X[at] = isScaled ? (value - mean[column]!) / deviation[column]! : value;
  }
}

function deviationOf(X: Float32Array, inputs: number, column: number, mean: number, count: number): number {
  let squares = 0;
  for (let at = column; at < X.length; at += inputs) {
    const off = X[at]! - mean;
    if (!Number.isNaN(off)) squares += off * off;
  }
  return Math.sqrt(squares / count);
}
