import type { Preparation } from '#shared/contract/preparation.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import { isNumber } from '../csv/cells.ts';
import { sortTexts } from '../csv/sort-texts.ts';
import type { BlockColumn, CategoryColumn, NumberColumn, TableColumn } from '../table/table.ts';
import { missesIn, refuseUnread, type NamedTable } from './table-file.ts';

/** The most classes that a target may have, and the most whole numbers that are taken for classes unasked. */
const classesMost = 1000;
const inferredClassesMost = 20;

export interface Target {
  kind: TaskKind;
  /** In the order of the output units; empty for regression. */
  classes: string[];
  outputs: number;
  /** (m, 1): class index or value; (m, outputs) values where the target is an array. */
  Y: Float32Array;
}

/**
 * Reads the target. Without a task: words are classes; so are at most 20 different whole numbers that are fewer than
 * half as many as the rows (one or two need only come again); other numbers are a regression.
 *
 * @throws ProblemError csv.missingTarget, data.missingTarget, csv.textInNumber, csv.notDate, data.oneClass,
 * data.notNumbers, data.tooManyClasses, data.newCategory
 */
export function readTarget(
  from: NamedTable,
  column: TableColumn,
  rows: Uint32Array,
  preparation: Preparation,
): Target {
  const { task } = preparation;
  refuseUnread(from, column);
  if (column.kind === 'block') return readBlock(from, column, rows, task);
  refuseMissing(from, column, rows);
  if (column.kind === 'category')
    return task === 'regression'
      ? refuseWords(from, column, rows)
      : readClasses(from, column.name, wordsOf(column, rows), preparation);
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  const isRegression = task === 'regression' || (task === undefined && !looksLikeClasses(values));
  if (isRegression) return { kind: 'regression', classes: [], outputs: 1, Y: Float32Array.from(values) };
  return readClasses(from, column.name, Array.from(values, String), preparation);
}

function looksLikeClasses(exact: Float64Array): boolean {
  const values = Float32Array.from(exact);
  const different = new Set(values).size;
  const comeAgain = different <= 2 ? different < values.length : 2 * different < values.length;
  return different <= inferredClassesMost && comeAgain && values.every(Number.isInteger);
}

function refuseMissing({ table, file }: NamedTable, column: TableColumn, rows: Uint32Array): void {
  const misses = missesIn(column);
  const row = rows.find(misses);
  if (row === undefined) return;
  const line = table.lines?.[row];
  throw line === undefined
    ? problem('data.missingTarget', { file, row: row + 1, column: column.name })
    : problem('csv.missingTarget', { file, line, column: column.name });
}

function refuseWords({ table, file }: NamedTable, column: CategoryColumn, rows: Uint32Array): never {
  const wordOf = (row: number) => column.categories[column.codes[row] ?? -1] ?? '';
  const row = rows.find((row) => !isNumber(wordOf(row))) ?? rows[0] ?? 0;
  throw problem('data.notNumbers', {
    file,
    column: column.name,
    line: table.lines?.[row] ?? row + 1,
    value: wordOf(row),
  });
}

/** One label per row; where every word is a number, numbers that are equal are one class. */
function wordsOf({ codes, categories }: CategoryColumn, rows: Uint32Array): string[] {
  const labels = Array.from(rows, (row) => categories[codes[row] ?? -1] ?? '');
  return areNumbers(new Set(labels)) ? labels.map((label) => String(Number(label))) : labels;
}

function areNumbers(labels: Iterable<string>): boolean {
  for (const label of labels) if (!isNumber(label)) return false;
  return true;
}

function readClasses(
  { file }: NamedTable,
  column: string,
  labels: string[],
  preparation: Preparation,
): Target {
  const different = new Set(labels);
  const classes =
    preparation.classes ??
    (areNumbers(different) ? [...different].sort((a, b) => Number(a) - Number(b)) : sortTexts(different));
  if (classes.length < 2) throw problem('data.oneClass', { file, column, value: classes[0] ?? '' });
  const kind = preparation.task ?? (classes.length === 2 ? 'binary' : 'multiclass');
  const most = kind === 'binary' ? 2 : classesMost;
  if (classes.length > most)
    throw problem('data.tooManyClasses', { file, column, task: kind, found: classes.length, most });
  const indices = new Map(classes.map((name, index) => [name, index]));
  const unknown = [...different].find((label) => !indices.has(label));
  if (unknown !== undefined)
    throw problem('data.newCategory', {
      file,
      column,
      value: unknown,
      accepted: classes.map((name) => `"${name}"`).join(', '),
    });
  const Y = Float32Array.from(labels, (label) => indices.get(label) ?? 0);
  return { kind, classes, outputs: kind === 'multiclass' ? classes.length : 1, Y };
}

/** An array as a target is several values at once; one of a single number is a column of numbers. */
function readBlock(
  from: NamedTable,
  column: BlockColumn,
  rows: Uint32Array,
  task: TaskKind | undefined,
): Target {
  const width = column.shape.reduce((product, side) => product * side, 1);
  if (width === 1) {
    const single: NumberColumn = {
      kind: 'number',
      name: column.name,
      values: Float64Array.from(column.values),
    };
    return readTarget(from, single, rows, task === undefined ? {} : { task });
  }
  if (task === 'binary' || task === 'multiclass')
    throw problem('data.tooManyClasses', {
      file: from.file,
      column: column.name,
      task,
      found: width,
      most: 1,
    });
  const Y = new Float32Array(rows.length * width);
  rows.forEach((row, at) => Y.set(column.values.subarray(row * width, (row + 1) * width), at * width));
  return { kind: 'regression', classes: [], outputs: width, Y };
}
