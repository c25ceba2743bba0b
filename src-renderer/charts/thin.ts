import type { Series } from '#shared/contract/runs.ts';

/** What one bucket keeps at most: its first, lowest, highest and last point, and its first gap. */
const keptPerBucket = 5;

/**
 * Thins a series to at most `maxPoints`, evenly over its steps however often it has been thinned before, by splitting its range of steps into equal buckets and keeping each
 * bucket's first, lowest, highest and last point. A spike is the highest of its bucket and so never lost; a gap
 * (null) stays a gap. A series that is short enough is returned as it is.
 */
export function thinSeries(series: Series, maxPoints: number): Series {
  const n = series.step.length;
  if (n <= maxPoints) return series;
  const first = series.step[0] ?? 0;
  const span = (series.step[n - 1] ?? 0) - first || 1;
  const buckets = Math.max(1, Math.floor(maxPoints / keptPerBucket));
  const thinned: Series = { step: [], value: [] };
  let from = 0;
  for (let bucket = 0; bucket < buckets && from < n; bucket += 1) {
    const end = bucket === buckets - 1 ? Infinity : first + (span * (bucket + 1)) / buckets;
    let to = from;
    while (to < n && (series.step[to] ?? 0) < end) to += 1;
    if (to > from) keepBucket(series, from, to, thinned);
    from = to;
  }
  return thinned;
}

function keepBucket(series: Series, from: number, to: number, thinned: Series): void {
  let lowest = -1;
  let highest = -1;
  let gap = -1;
  for (let index = from; index < to; index += 1) {
    const value = series.value[index] ?? null;
    if (value === null) {
      if (gap < 0) gap = index;
      continue;
    }
    if (lowest < 0 || value < (series.value[lowest] ?? 0)) lowest = index;
    if (highest < 0 || value > (series.value[highest] ?? 0)) highest = index;
  }
  const kept = new Set([from, lowest, highest, gap, to - 1].filter((index) => index >= 0));
  for (const index of [...kept].sort((a, b) => a - b)) {
    thinned.step.push(series.step[index] ?? 0);
    thinned.value.push(series.value[index] ?? null);
  }
}
