/** Points of one series: steps rise; NaN marks a gap. */
export interface Points {
  step: ArrayLike<number>;
  value: ArrayLike<number | null>;
}

/**
 * Thins a series for drawing: cuts it into buckets of equal length and keeps each bucket's lowest and highest
 * point, and the first and last of all, so no spike is ever dropped.
 *
 * @param most about how many points to keep; at least 4
 */
export function thinSeries(points: Points, most: number): { step: number[]; value: (number | null)[] } {
  const n = points.step.length;
  const step: number[] = [];
  const value: (number | null)[] = [];
  const keep = (index: number) => {
    step.push(points.step[index] ?? 0);
    const kept = points.value[index] ?? null;
    value.push(kept !== null && Number.isFinite(kept) ? kept : null);
  };
  if (n <= most) {
    for (let index = 0; index < n; index += 1) keep(index);
    return { step, value };
  }
  const buckets = Math.max(1, Math.floor((most - 2) / 2));
  keep(0);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = 1 + Math.floor((bucket * (n - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (n - 2)) / buckets);
    const ends = extremes(points.value, from, to);
    ends.forEach(keep);
  }
  keep(n - 1);
  return { step, value };
}

/** Indexes of the lowest and highest value from `from` up to `to`, in order; a bucket of gaps keeps one gap. */
function extremes(values: ArrayLike<number | null>, from: number, to: number): number[] {
  if (from >= to) return [];
  let low = -1;
  let high = -1;
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (low < 0 || value < (values[low] ?? 0)) low = index;
    if (high < 0 || value > (values[high] ?? 0)) high = index;
  }
  if (low < 0) return [from];
  return low === high ? [low] : low < high ? [low, high] : [high, low];
}
