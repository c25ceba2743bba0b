import type { SeriesRows } from './api.ts';

/** The values of one series, (n), out of rows of (n, width). */
export function columnOf({ steps, values }: SeriesRows, width: number, position: number): Float32Array {
  const column = new Float32Array(steps.length);
  for (let i = 0; i < column.length; i++) column[i] = values[i * width + position] as number;
  return column;
}

export function sliceRows(rows: SeriesRows, width: number, from: number, to: number): SeriesRows {
  return {
    group: rows.group,
    steps: rows.steps.slice(from, to),
    values: rows.values.slice(from * width, to * width),
  };
}

/** Rows of the same width, one part after the other. */
export function concatenate(parts: readonly Pick<SeriesRows, 'steps' | 'values'>[]) {
  const lengthOf = (field: 'steps' | 'values') => parts.reduce((sum, part) => sum + part[field].length, 0);
  const steps = new Int32Array(lengthOf('steps'));
  const values = new Float32Array(lengthOf('values'));
  let row = 0;
  let value = 0;
  for (const part of parts) {
    steps.set(part.steps, row);
    values.set(part.values, value);
    row += part.steps.length;
    value += part.values.length;
  }
  return { steps, values };
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
