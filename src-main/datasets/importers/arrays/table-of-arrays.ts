import type { Refusals } from '../../../formats/refusals.ts';
import type { StoredArray } from '../../../formats/stored-array.ts';
import type { ImportedFile } from '../../table/importer.ts';
import type { CategoryColumn, Table, TableColumn } from '../../table/table.ts';
import { freeName } from '../free-name.ts';
import { quote } from '../quote.ts';
import { tableName, tellProgress } from '../reading.ts';
import { findClassNames, nameClasses } from './class-names.ts';
import { columnsAsRows } from './columns-as-rows.ts';
import { planColumns, refuseTooMuch } from './columns.ts';
import { findParts, type PartedArrays } from './parts.ts';

/**
 * A table of the arrays of one file. Arrays of a training and a test part follow each other, and a column `part` says
 * which rows are whose. Otherwise the arrays whose first dimension is the most common count of examples are taken; where
 * every column is an example, as in the lecture, the columns become rows.
 * NaN is a missing value in a column of numbers. Infinity is refused, and in a block, which has no missing values, NaN too.
 *
 * @throws ProblemError
 */
export async function tableOfArrays(
  arrays: readonly StoredArray[],
  file: ImportedFile,
  refusals: Refusals,
): Promise<Table> {
  const counted = arrays.filter(({ shape }) => (shape[0] ?? 0) > 0);
  const parted = findParts(counted);
  const quantities = parted?.quantities ?? commonLength(columnsAsRows(counted));
  const lengths = (quantities[0]?.arrays ?? []).map(({ shape }) => shape[0] ?? 0);
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  if (rows === 0) throw refusals.empty();
  for (const quantity of quantities) refuseOtherLengths(quantity, lengths, refusals);
  const plans = quantities.map((quantity) => planColumns(quantity, rows, refusals));
  refuseTooMuch(plans, refusals);
  const columns: TableColumn[] = [];
  const taken = new Set<string>();
  for (const [done, plan] of plans.entries()) {
    for (const column of plan.read()) columns.push({ ...column, name: freeName(column.name, taken) });
    await tellProgress(file, (done + 1) / plans.length);
  }
  const used = new Set(quantities.flatMap((quantity) => quantity.arrays));
  const classNames = findClassNames(counted.filter((array) => !used.has(array)));
  return {
    name: tableName(file.name),
    rows,
    columns: [
      ...(classNames === undefined ? columns : nameClasses(columns, classNames.read())),
      ...(parted === undefined ? [] : [partColumn(freeName('part', taken), parted.parts, lengths)]),
    ],
  };
}

/** The arrays of the first dimension that most of them have; of several such, the largest. */
function commonLength(arrays: readonly StoredArray[]): PartedArrays[] {
  const counts = new Map<number, number>();
  for (const { shape } of arrays) {
    const [length = 0] = shape;
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [common] = [...counts].reduce((best, next) => (isMoreCommon(next, best) ? next : best), [0, 0]);
  return arrays
    .filter(({ shape }) => shape[0] === common)
    .map((array) => ({ name: array.name, arrays: [array] }));
}

function isMoreCommon([length, count]: [number, number], [best, most]: [number, number]): boolean {
  return count > most || (count === most && length > best);
}

function refuseOtherLengths({ arrays }: PartedArrays, lengths: readonly number[], refusals: Refusals): void {
  for (const [k, { name, shape }] of arrays.entries())
    if (shape[0] !== lengths[k]) throw refusals.lengths(quote(name), shape[0] ?? 0, lengths[k] ?? 0);
}

function partColumn(name: string, parts: readonly string[], lengths: readonly number[]): CategoryColumn {
  const codes = new Int32Array(lengths.reduce((sum, length) => sum + length, 0));
  let before = 0;
  for (const [code, length] of lengths.entries()) {
    codes.fill(code, before, before + length);
    before += length;
  }
  return { kind: 'category', name, codes, categories: [...parts] };
}
