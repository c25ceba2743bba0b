import type { Dataset } from '../dataset.ts';

/**
 * What stands for a missing value of each input: the mean of the training part, or its median or most frequent value
 * where the dataset's treatment says so; 0 where the training part has no value.
 *
 * @param X (n_0, m) of the training part, NaN where a value is missing
 * @param means (n_0)
 */
export function fillsOf(
  { features, treatment }: Dataset,
  X: Float32Array,
  means: Float64Array,
): Float64Array {
  const { fill } = treatment ?? {};
  if (fill === undefined) return means;
  return means.map((mean, column) => {
    const name = features[column] ?? '';
    const policy = Object.hasOwn(fill, name) ? fill[name] : undefined;
    if (policy === undefined) return mean;
    const values = knownValues(X, features.length, column);
    if (values.length === 0) return mean;
    return policy === 'median' ? middleOf(values) : mostFrequentOf(values);
  });
}

/** Rising. */
function knownValues(X: Float32Array, inputs: number, column: number): Float32Array {
  const values: number[] = [];
  for (let at = column; at < X.length; at += inputs) if (!Number.isNaN(X[at]!)) values.push(X[at]!);
  return Float32Array.from(values).sort();
}

function middleOf(rising: Float32Array): number {
  const half = rising.length >> 1;
  return rising.length % 2 === 1 ? rising[half]! : (rising[half - 1]! + rising[half]!) / 2;
}

/** The least of those that come equally often. */
function mostFrequentOf(rising: Float32Array): number {
  let [best, bestCount, count] = [rising[0]!, 0, 0];
  rising.forEach((value, at) => {
    count = at > 0 && rising[at - 1] === value ? count + 1 : 1;
    if (count > bestCount) [best, bestCount] = [value, count];
  });
  return best;
}
