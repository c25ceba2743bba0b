import { problem } from '#shared/problem.ts';
import type { Table } from '../table/table.ts';
import { freeName } from './free-name.ts';

/** MNIST keeps images and labels apart: the name of the file that belongs to one of images, or undefined. */
export function labelFileOf(imageFile: string): string | undefined {
  const labels = imageFile.replace(/images([-.])idx\d/i, 'labels$1idx1');
  return labels === imageFile ? undefined : labels;
}

/**
 * Tables of the same examples beside each other; it is called as the first. A column whose name is taken is numbered.
 *
 * @throws ProblemError format.lengths where they have different numbers of rows
 */
export function joinTables(first: Table, others: readonly Table[]): Table {
  const columns = [...first.columns];
  for (const { name, rows, columns: more } of others) {
    if (rows !== first.rows)
      throw problem('format.lengths', {
        file: name,
        place: more[0]?.name ?? '',
        found: rows,
        expected: first.rows,
      });
    const taken = new Set(columns.map((column) => column.name));
    for (const column of more) columns.push({ ...column, name: freeName(column.name, taken) });
  }
  return { ...first, columns };
}
