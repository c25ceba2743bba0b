import type { ColumnFacts } from '#shared/contract/data-looks.ts';

const outlineBins = 16;

/** The values of one column of a row-major (m, width) buffer that are there, ascending. */
export function sortedColumn(values: Float32Array, width: number, column: number): Float32Array {
  const m = Math.floor(values.length / width);
  const found = new Float32Array(m);
  let count = 0;
  for (let row = 0; row < m; row += 1) {
    const value = values[row * width + column] ?? Number.NaN;
    if (!Number.isNaN(value)) found[count++] = value;
  }
  return found.subarray(0, count).sort();
}

/**
 * What the numbers of a column are like.
 *
 * @param sorted as `sortedColumn` gives them
 * @param rows how many the column has, with those where nothing is there
 */
export function describeColumn(name: string, sorted: Float32Array, rows: number): ColumnFacts {
  const count = sorted.length;
  const missing = rows - count;
  if (count === 0)
    return {
      ...{ name, count, missing, mean: null, deviation: null, least: null, lowerQuartile: null },
      ...{ median: null, upperQuartile: null, most: null, distinct: 0, outliers: null, outline: [] },
    };
  const [lower, upper] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const mean = meanOf(sorted);
  return {
    name,
    count,
    missing,
    mean,
    deviation: deviationOf(sorted, mean),
    least: sorted[0] ?? null,
    lowerQuartile: lower,
    median: quantile(sorted, 0.5),
    upperQuartile: upper,
    most: sorted.at(-1) ?? null,
    distinct: countDistinct(sorted),
    outliers: lower === upper ? null : countOutside(sorted, lower, upper),
    outline: outlineOf(sorted),
  };
}

/** The value below which a share of the sorted values lies; between two of them, in proportion. */
export function quantile(sorted: Float32Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

function meanOf(sorted: Float32Array): number {
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  // The rounded mean of equal values can differ from them.
  if (least === most) return least;
  let sum = 0;
  for (const value of sorted) sum += value;
  return sum / sorted.length;
}

function deviationOf(sorted: Float32Array, mean: number): number {
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  return Math.sqrt(squares / sorted.length);
}

function countDistinct(sorted: Float32Array): number {
  let distinct = 0;
  let before = Number.NaN;
  for (const value of sorted) {
    if (value !== before) distinct += 1;
    before = value;
  }
  return distinct;
}

function countOutside(sorted: Float32Array, lower: number, upper: number): number {
  const room = 1.5 * (upper - lower);
  let outside = 0;
  for (const value of sorted) if (value < lower - room || value > upper + room) outside += 1;
  return outside;
}

function outlineOf(sorted: Float32Array): number[] {
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const counts = Array<number>(outlineBins).fill(0);
  const scale = most > least ? outlineBins / (most - least) : 0;
  for (const value of sorted) {
    const bin = Math.min(outlineBins - 1, Math.floor((value - least) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
