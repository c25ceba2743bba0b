import type { SeriesRows } from './api.ts';

/** The values of one series, (n), out of rows of (n, width). */
export function columnOf(rows: SeriesRows, width: number, position: number): Float32Array {
  return Float32Array.from(rows.steps, (_, i) => rows.values[i * width + position] as number);
}

export function sliceRows(rows: SeriesRows, width: number, from: number, to: number): SeriesRows {
  return {
    group: rows.group,
    steps: rows.steps.slice(from, to),
    values: rows.values.slice(from * width, to * width),
  };
}

export function concatenate(first: SeriesRows, second: SeriesRows): SeriesRows {
  const steps = new Int32Array(first.steps.length + second.steps.length);
  steps.set(first.steps);
  steps.set(second.steps, first.steps.length);
  const values = new Float32Array(first.values.length + second.values.length);
  values.set(first.values);
  values.set(second.values, first.values.length);
  return { group: first.group, steps, values };
}

/** Rows that were not declared, have another width or go back in steps are a fault of the caller. */
export function refuseMisfit(rows: SeriesRows, width: number, lastStep: number | undefined): void {
  const { group, steps, values } = rows;
  if (width === 0) throw new Error(`the ${group} rows of this run were never declared`);
  if (values.length !== steps.length * width)
    throw new Error(
      `${steps.length} ${group} rows of ${width} values need ${steps.length * width}, not ${values.length}`,
    );
  let before = lastStep ?? -1;
  for (const step of steps) {
    if (step <= before) throw new Error(`${group} row at step ${step} does not come after step ${before}`);
    before = step;
  }
}
