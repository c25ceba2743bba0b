import { problem } from '#shared/problem.ts';
import { isMissing, readNumber } from './cells.ts';
import type { Column } from './table.ts';

/** The most different values that a column of texts may have as an input. */
const categoriesMost = 50;
const shownLength = 80;

/** One column of X. */
export interface Feature {
  name: string;
  /** m values; NaN where the file had none. */
  values: Float32Array;
}

/**
 * The columns of X that an input column gives: itself where it holds numbers; for texts one column per value, called
 * `column=value`, 1 where the row has that value and 0 elsewhere.
 *
 * @throws ProblemError csv.textInNumber, csv.tooManyCategories
 */
export function readFeatures(column: Column, file: string): Feature[] {
  if (column.isNumeric) return [{ name: column.name, values: readNumbers(column, file) }];
  const categories = sortTexts(new Set(column.fields.filter((field) => !isMissing(field))));
  if (categories.length > categoriesMost)
    throw problem('csv.tooManyCategories', {
      file,
      column: column.name,
      found: categories.length,
      most: categoriesMost,
    });
  return categories.map((category) => ({
    name: `${column.name}=${category}`,
    values: Float32Array.from(column.fields, (field) =>
      isMissing(field) ? Number.NaN : field === category ? 1 : 0,
    ),
  }));
}

/**
 * The numbers of a column, NaN where a field is missing.
 *
 * @throws ProblemError csv.textInNumber
 */
export function readNumbers(column: Column, file: string): Float32Array {
  return Float32Array.from(column.fields, (field, row) => {
    if (isMissing(field)) return Number.NaN;
    const value = readNumber(field);
    if (Number.isNaN(value)) throw refuseText(column, row, field, file);
    return value;
  });
}

/** By code unit, so that the order is the same in every language. */
export function sortTexts(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function refuseText(column: Column, row: number, field: string, file: string) {
  const value = field.length > shownLength ? `${field.slice(0, shownLength)}…` : field;
  return problem('csv.textInNumber', { file, line: column.lineOf(row), column: column.name, value });
}
