import type { Points } from './finding.ts';

/** The finite values of the first rows. */
export function firstValues({ values }: Points, count: number): number[] {
  return Array.from(values).slice(0, count).filter(Number.isFinite);
}

/** The finite values of the last share of the rows. */
export function lastValues({ values }: Points, share: number): number[] {
  const from = Math.floor(values.length * (1 - share));
  return Array.from(values).slice(from).filter(Number.isFinite);
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The place of the lowest value; −1 of nothing. */
export function lowestAt(values: readonly number[]): number {
  return values.reduce((best, value, at) => (best < 0 || value < (values[best] ?? NaN) ? at : best), -1);
}
