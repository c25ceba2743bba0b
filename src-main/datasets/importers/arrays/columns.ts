import type { Refusals } from '../../../formats/refusals.ts';
import type { StoredArray, StoredNumbers, StoredWords } from '../../../formats/stored-array.ts';
import type { CategoryColumn, TableColumn } from '../../table/table.ts';
import { mostColumns, mostTableBytes } from '../reading.ts';
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

/** Texts as places in the list of those that are different. */
export function categoriesOf(name: string, texts: Iterable<string>, rows: number): CategoryColumn {
  const codes = new Int32Array(rows);
  const places = new Map<string, number>();
  let row = 0;
  for (const text of texts) {
    const code = text === '' ? -1 : (places.get(text) ?? places.size);
    if (code === places.size) places.set(text, code);
    codes[row++] = code;
  }
  return { kind: 'category', name, codes, categories: [...places.keys()] };
}

function readNumbers(
  name: string,
  arrays: readonly StoredNumbers[],
  rows: number,
  width: number,
  refusals: Refusals,
): TableColumn[] {
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  let before = 0;
  for (const array of arrays) {
    const found = array.read();
    const [count = 0] = array.shape;
    for (const [j, values] of columns.entries())
      for (let i = 0; i < count; i++) {
        const value = found[i * width + j] ?? NaN;
        if (value === Infinity || value === -Infinity) throw refusals.notFinite(quote(array.name), i, value);
        values[before + i] = value;
      }
    before += count;
  }
  return columns.map((values, j) => ({ kind: 'number', name: columnName(name, j, width), values }));
}

function readBlock(
  arrays: readonly StoredNumbers[],
  length: number,
  isBytes: boolean,
  refusals: Refusals,
): Uint8Array | Float32Array {
  const values = isBytes ? new Uint8Array(length) : new Float32Array(length);
  let before = 0;
  for (const array of arrays) {
    const found = array.read();
    values.set(found, before);
    const rows = array.shape[0] ?? 1;
    // Rounding to float32 may make an infinity of a large float64.
    if (!isBytes)
      for (let i = 0; i < found.length; i++)
        if (!Number.isFinite(values[before + i]))
          throw refusals.notFinite(quote(array.name), Math.floor((i * rows) / found.length), found[i] ?? NaN);
    before += found.length;
  }
  return values;
}

function readCategories(
  name: string,
  arrays: readonly StoredWords[],
  rows: number,
  width: number,
): TableColumn[] {
  const texts = arrays.map((array) => array.read());
  return Array.from({ length: width }, (_, j) =>
    categoriesOf(columnName(name, j, width), everyOther(texts, j, width), rows),
  );
}

function* everyOther(texts: readonly string[][], j: number, width: number): Generator<string> {
  for (const part of texts) for (let i = j; i < part.length; i += width) yield part[i] ?? '';
}

function columnName(name: string, j: number, width: number): string {
  return width === 1 ? name : `${name}[${j}]`;
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

/** A name of a file as a place; cut, as it may be long. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

function sayShape({ shape }: StoredArray): string {
  return `the shape (${shape.join(', ')})`;
}
