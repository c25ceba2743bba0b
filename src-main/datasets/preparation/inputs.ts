import type { Missing, Preparation } from '#shared/contract/preparation.ts';
import { problem } from '#shared/problem.ts';
import { sortTexts } from '../csv/sort-texts.ts';
import type { CategoryColumn, TableColumn } from '../table/table.ts';
import { refuseUnread, type NamedTable } from './table-file.ts';

/** The most different words that a column may have as an input. */
const categoriesMost = 50;

/** Some columns of X that come from one column of a table. */
export interface Feature {
  column: string;
  names: string[];
  /** The words that stand behind the names, where they are words. */
  categories?: string[];
  /** Puts a row's values into X from a place on; NaN for what is missing. */
  put: (X: Float32Array, at: number, row: number) => void;
}

/**
 * The inputs that a column gives: itself where it holds numbers; one per word, `column=word`, 1 where the row has it
 * and 0 elsewhere; one per number of an array, `column[0]` and so on.
 *
 * @param rows of the table that become examples
 * @throws ProblemError csv.textInNumber, csv.notDate, csv.tooManyCategories, data.newCategory
 */
export function readFeature(
  from: NamedTable,
  column: TableColumn,
  rows: Uint32Array,
  preparation: Preparation,
): Feature {
  refuseUnread(from, column);
  const { name } = column;
  if (column.kind === 'number') {
    const filled = constantOf(missingOf(preparation, name));
    const { values } = column;
    return {
      column: name,
      names: [name],
      put(X, at, row) {
        const value = values[row]!;
        X[at] = Number.isNaN(value) ? filled : value;
      },
    };
  }
  if (column.kind === 'block') {
    const { values } = column;
    const width = column.shape.reduce((product, side) => product * side, 1);
    return {
      column: name,
      names: Array.from({ length: width }, (_, at) => `${name}[${at}]`),
      put: (X, at, row) => X.set(values.subarray(row * width, (row + 1) * width), at),
    };
  }
  return readWords(from, column, rows, preparation);
}

function readWords(
  from: NamedTable,
  column: CategoryColumn,
  rows: Uint32Array,
  preparation: Preparation,
): Feature {
  const { name, codes } = column;
  const { file } = from;
  const used = new Set<number>();
  for (const row of rows) used.add(codes[row]!);
  used.delete(-1);
  const found = [...used].map((code) => column.categories[code] ?? '');
  const categories = preparation.categories?.[name] ?? sortTexts(found);
  if (categories.length > categoriesMost)
    throw problem('csv.tooManyCategories', {
      file,
      column: name,
      found: categories.length,
      most: categoriesMost,
    });
  const places = column.categories.map((word) => categories.indexOf(word));
  const unknown = [...used].find((code) => places[code] === -1);
  if (unknown !== undefined)
    throw problem('data.newCategory', {
      file,
      column: name,
      value: column.categories[unknown] ?? '',
      accepted: categories.map((word) => `"${word}"`).join(', '),
    });
  const filled = constantOf(missingOf(preparation, name));
  return {
    column: name,
    names: categories.map((word) => `${name}=${word}`),
    categories,
    put(X, at, row) {
      const code = codes[row]!;
      X.fill(code < 0 ? filled : 0, at, at + categories.length);
      if (code >= 0) X[at + places[code]!] = 1;
    },
  };
}

/** What is said of one column goes before what is said of all. */
export function missingOf({ missing }: Preparation, column: string): Missing {
  const own = missing?.columns;
  return (own !== undefined && Object.hasOwn(own, column) ? own[column] : missing?.all) ?? { policy: 'mean' };
}

function constantOf({ policy, value }: Missing): number {
  return policy === 'constant' ? (value ?? 0) : Number.NaN;
}
