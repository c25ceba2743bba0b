import type { SeriesRows } from '../store/api.ts';

/** The rows that come after a step. */
export function rowsAfter(rows: SeriesRows, step: number): SeriesRows {
  const { group, steps, values } = rows;
  const first = steps.findIndex((at) => at > step);
  if (first === 0) return rows;
  if (first < 0) return { group, steps: steps.slice(0, 0), values: values.slice(0, 0) };
  const width = values.length / steps.length;
  return { group, steps: steps.slice(first), values: values.slice(first * width) };
}
