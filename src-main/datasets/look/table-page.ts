import type { TablePage } from '#shared/contract/data-looks.ts';
import type { Dataset } from '../dataset.ts';

export interface TableWindow {
  from: number;
  count: number;
  firstColumn: number;
  columns: number;
}

/** The rows and columns of a window, cut at the ends of the table. */
export function tablePage(dataset: Dataset, { from, count, firstColumn, columns }: TableWindow): TablePage {
  const { X, Y, examples, task } = dataset;
  const width = Y.length / examples;
  const end = Math.min(examples, from + count);
  const lastColumn = Math.min(task.inputs, firstColumn + columns);
  const rows = Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at);
  return {
    rows: rows.map((row) =>
      Array.from(X.subarray(row * task.inputs + firstColumn, row * task.inputs + lastColumn), (value) =>
        Number.isNaN(value) ? null : value,
      ),
    ),
    targets: rows.map((row) => Array.from(Y.subarray(row * width, (row + 1) * width))),
  };
}
