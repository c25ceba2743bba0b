import type { TaskKind } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import { isMissing, isNumber } from './cells.ts';
import { readNumbers, sortTexts } from './inputs.ts';
import type { Column } from './table.ts';

/** The most classes that a target may have, and the most whole numbers that are taken for classes unasked. */
const classesMost = 1000;
const inferredClassesMost = 20;

export interface Target {
  kind: TaskKind;
  /** In the order of the output units; empty for regression. */
  classes: string[];
  /** (m, 1): class index or value. */
  Y: Float32Array;
}

/**
 * Reads the target. Without a task: text is classes; so are at most 20 different whole numbers that are fewer than
 * half as many as the rows (one or two need only come again); other numbers are a regression.
 *
 * @throws ProblemError csv.missingTarget, csv.textInNumber, data.oneClass, data.notNumbers, data.tooManyClasses
 */
export function readTarget(column: Column, file: string, task: TaskKind | undefined): Target {
  const empty = column.fields.findIndex(isMissing);
  if (empty >= 0)
    throw problem('csv.missingTarget', { file, line: column.lineOf(empty), column: column.name });
  if (task === 'regression' || (task === undefined && column.isNumeric && !looksLikeClasses(column, file)))
    return readValues(column, file, task);
  return readClasses(column, file, task);
}

function looksLikeClasses(column: Column, file: string): boolean {
  const values = readNumbers(column, file);
  const different = new Set(values).size;
  const comeAgain = different <= 2 ? different < values.length : 2 * different < values.length;
  return different <= inferredClassesMost && comeAgain && values.every(Number.isInteger);
}

function readValues(column: Column, file: string, task: TaskKind | undefined): Target {
  const text = column.fields.findIndex((field) => !isNumber(field));
  if (task === 'regression' && text >= 0 && !column.isNumeric)
    throw problem('data.notNumbers', {
      file,
      column: column.name,
      line: column.lineOf(text),
      value: column.fields[text] ?? '',
    });
  return { kind: 'regression', classes: [], Y: readNumbers(column, file) };
}

function readClasses(column: Column, file: string, task: TaskKind | undefined): Target {
  const allNumbers = column.fields.every(isNumber);
  const labels = allNumbers ? column.fields.map((field) => String(Number(field))) : column.fields;
  const different = new Set(labels);
  const classes = allNumbers ? [...different].sort((a, b) => Number(a) - Number(b)) : sortTexts(different);
  const first = classes[0] ?? '';
  if (classes.length < 2) throw problem('data.oneClass', { file, column: column.name, value: first });
  const kind = task ?? (classes.length === 2 ? 'binary' : 'multiclass');
  const most = kind === 'binary' ? 2 : classesMost;
  if (classes.length > most)
    throw problem('data.tooManyClasses', {
      file,
      column: column.name,
      task: kind,
      found: classes.length,
      most,
    });
  const indices = new Map(classes.map((name, index) => [name, index]));
  return { kind, classes, Y: Float32Array.from(labels, (label) => indices.get(label) ?? 0) };
}
