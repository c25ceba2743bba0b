import type { Refusals } from '../../../formats/refusals.ts';
import type { StoredArray } from '../../../formats/stored-array.ts';
import type { TableColumn } from '../../table/table.ts';
import { quote } from '../quote.ts';
import { mostColumns, mostTableBytes } from '../reading.ts';
import { readBlock, readCategories, readNumbers } from './column-values.ts';
import type { PartedArrays } from './parts.ts';

/** Up to this many numbers of a row each become a column; more stay together as one block. */
const mostSingleColumns = 128;

/** What the arrays of one quantity become, before a value of them is read. */
export interface ColumnPlan {
  bytes: number;
  columns: number;
  read: () => TableColumn[];
}

/**
 * Numbers of one value per row become a column of numbers, few values become one column each, many and images a block;
 * texts become categories.
 *
 * @param rows of all arrays together; those of one array are its first dimension
 * @throws ProblemError where the arrays of the parts have different shapes, or shapes that no column has
 */
export function planColumns({ name, arrays }: PartedArrays, rows: number, refusals: Refusals): ColumnPlan {
  const [first] = arrays;
  if (first === undefined) return { bytes: 0, columns: 0, read: () => [] };
  const shape = first.shape.slice(1);
  for (const other of arrays) refuseOtherShape(first, other, refusals);
  const width = shape.reduce((product, size) => product * size, 1);
  if (width === 0) throw refusals.unsupported(quote(first.name), sayShape(first), 'sizes of at least 1');
  const single = width === 1 || (shape.length === 1 && width <= mostSingleColumns);
  const words = arrays.filter((array) => array.kind === 'words');
  const numbers = arrays.filter((array) => array.kind === 'numbers');
  if (words.length > 0) {
    if (!single || numbers.length > 0)
      throw refusals.unsupported(quote(first.name), 'text', 'one text, or a few, for each example');
    return { bytes: rows * width * 4, columns: width, read: () => readCategories(name, words, rows, width) };
  }
  if (single)
    return {
      bytes: rows * width * 8,
      columns: width,
      read: () => readNumbers(name, numbers, rows, width, refusals),
    };
  const isBytes = numbers.every((array) => array.isBytes);
  return {
    bytes: rows * width * (isBytes ? 1 : 4),
    columns: 1,
    read: () => [{ kind: 'block', name, shape, values: readBlock(numbers, rows * width, isBytes, refusals) }],
  };
}

/** @throws ProblemError format.tooLarge */
export function refuseTooMuch(plans: readonly ColumnPlan[], refusals: Refusals): void {
  const bytes = plans.reduce((sum, plan) => sum + plan.bytes, 0);
  if (bytes > mostTableBytes) throw refusals.tooLarge('byte 0', bytes, mostTableBytes, 'bytes');
  const columns = plans.reduce((sum, plan) => sum + plan.columns, 0);
  if (columns > mostColumns) throw refusals.tooLarge('byte 0', columns, mostColumns, 'columns');
}

function refuseOtherShape(first: StoredArray, other: StoredArray, refusals: Refusals): void {
  const [, ...expected] = first.shape;
  const [, ...found] = other.shape;
  if (found.join() === expected.join()) return;
  throw refusals.unsupported(
    quote(other.name),
    sayShape(other),
    `(${['m', ...expected].join(', ')}), as "${first.name}" has`,
  );
}

function sayShape({ shape }: StoredArray): string {
  return `the shape (${shape.join(', ')})`;
}
