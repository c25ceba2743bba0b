import type { Refusals } from '../../../formats/refusals.ts';
import type { StoredNumbers, StoredWords } from '../../../formats/stored-array.ts';
import type { TableColumn } from '../../table/table.ts';
import { categoriesOf } from '../categories.ts';
import { quote } from '../quote.ts';

/**
 * A column for each of the `width` numbers that an array has for a row.
 *
 * @throws ProblemError format.notFinite for an infinity
 */
export function readNumbers(
  name: string,
  arrays: readonly StoredNumbers[],
  rows: number,
  width: number,
  refusals: Refusals,
): TableColumn[] {
  // All are read before anything of their announced size is made.
  const parts = arrays.map((array) => ({ array, found: array.read() }));
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  let before = 0;
  for (const { array, found } of parts) {
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

/**
 * The values of the arrays after each other, as bytes or float32.
 *
 * @throws ProblemError format.notFinite for what float32 has no finite number for
 */
export function readBlock(
  arrays: readonly StoredNumbers[],
  length: number,
  isBytes: boolean,
  refusals: Refusals,
): Uint8Array | Float32Array {
  const parts = arrays.map((array) => ({ array, found: array.read() }));
  const values = isBytes ? new Uint8Array(length) : new Float32Array(length);
  let before = 0;
  for (const { array, found } of parts) {
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

/** A column for each of the `width` texts that an array has for a row. */
export function readCategories(
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
