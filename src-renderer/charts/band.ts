import type { Series } from '#shared/contract/runs.ts';

/** A noisy series in short: for each stretch of steps its lowest, median and highest value, at its middle step. */
export interface Band {
  low: Series;
  middle: Series;
  high: Series;
}

/** Whether a series is long enough to be summed up over so many stretches. */
export function needsBand(series: Series, stretches: number): boolean {
  return series.step.length >= stretches * 3;
}

/**
 * Sums a noisy series up over equal stretches of its steps. A stretch without a number is a gap.
 */
export function bandOf(series: Series, stretches: number): Band {
  const n = series.step.length;
  const first = series.step[0] ?? 0;
  const width = ((series.step[n - 1] ?? 0) - first) / stretches;
  const band: Band = { low: empty(), middle: empty(), high: empty() };
  let index = 0;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const end = stretch === stretches - 1 ? Infinity : first + width * (stretch + 1);
    const values: number[] = [];
    const from = index;
    for (; index < n && (series.step[index] ?? 0) < end; index += 1) {
      const value = series.value[index] ?? null;
      if (value !== null) values.push(value);
    }
    if (index === from) continue;
    values.sort((a, b) => a - b);
    const at = first + width * (stretch + 0.5);
    add(band.low, at, values[0]);
    add(band.middle, at, values[values.length >> 1]);
    add(band.high, at, values.at(-1));
  }
  return band;
}

function empty(): Series {
  return { step: [], value: [] };
}

function add(series: Series, step: number, value: number | undefined): void {
  series.step.push(step);
  series.value.push(value ?? null);
}
