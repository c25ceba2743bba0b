import type { Outlook } from '#shared/contract/imports.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../dataset.ts';
import { hashDataset } from '../hash.ts';
import type { TableColumn } from '../table/table.ts';
import { chooseRows } from './choose-rows.ts';
import { missingOf, readFeature, type Feature } from './inputs.ts';
import { settle } from './settle.ts';
import { packParts, partNumber } from './split-named.ts';
import { findColumn, missesIn, quoteNames, type NamedTable } from './table-file.ts';
import { readTarget } from './target.ts';
import { packGroups, type Treatment } from './treatment.ts';

/** Numbers of X: as many as one buffer takes. */
const valuesMost = 2 ** 30;

export interface PreparedTable {
  dataset: Dataset;
  /** The choices with what they led to: given again with the same columns, new rows become examples alike. */
  preparation: Preparation;
}

/**
 * Makes a dataset of a table, `source` being `dataset:HASH`. The same table and choices give the same bytes.
 *
 * @throws ProblemError data.noTarget, data.noInputs, csv.emptyColumn, data.tooFewExamples, data.tooLarge, and those of
 * readTarget and readFeature
 */
export function prepareTable(from: NamedTable, choices: Preparation = {}): PreparedTable {
  const { table } = from;
  const preparation = settle(table, choices);
  const { target, inputs, rows, read, features, names } = choose(from, preparation);
  const { kind, classes, outputs, Y } = read;
  const X = fillX(from, features, rows, names.length);
  const treatment = treatmentOf(from, inputs, features, rows, preparation);
  const data: Omit<Dataset, 'hash'> = {
    source: '',
    name: table.name,
    origin: 'imported',
    task: { kind, inputs: names.length, outputs },
    examples: rows.length,
    features: names,
    target: target.name,
    classes,
    X,
    Y,
    missing: countMissing(inputs, rows, preparation),
    ...(treatment === null ? {} : { treatment }),
  };
  const hash = hashDataset(data);
  return {
    dataset: { ...data, hash, source: `dataset:${hash}` },
    preparation: resolved(preparation, { target: target.name, task: kind, classes, features }),
  };
}

/** What a table would become, without making it. @throws ProblemError as prepareTable */
export function foreseeTable(from: NamedTable, choices: Preparation): Outlook {
  const preparation = settle(from.table, choices);
  const { target, rows, read, names } = choose(from, preparation);
  if (preparation.split?.kind === 'column') columnSplit(from, preparation.split.column ?? '', rows);
  const { kind, classes, outputs } = read;
  const examples = rows.length;
  return { task: kind, target: target.name, examples, inputs: names.length, outputs, classes };
}

function choose(from: NamedTable, preparation: Preparation) {
  const { file } = from;
  const { target, inputs } = chooseColumns(from, preparation);
  for (const column of [...inputs, target]) refuseEmpty(from, column);
  const rows = chooseRows(from, [...inputs, target], target, preparation);
  if (rows.length < 2) throw problem('data.tooFewExamples', { file, found: rows.length, needed: 2 });
  const read = readTarget(from, target, rows, preparation);
  const features = inputs.map((column) => readFeature(from, column, rows, preparation));
  const names = features.flatMap((feature) => feature.names);
  return { target, inputs, rows, read, features, names };
}

function chooseColumns(from: NamedTable, { target, out = [], split }: Preparation) {
  const { table, file } = from;
  const chosen = findColumn(from, target ?? '');
  const outside = new Set(out);
  for (const name of outside) findColumn(from, name);
  if (split?.kind === 'group' || split?.kind === 'column') findColumn(from, split.column ?? '');
  const inputs = table.columns.filter((column) => column !== chosen && !outside.has(column.name));
  if (inputs.length === 0) throw problem('data.noInputs', { file, columns: quoteNames(table) });
  return { target: chosen, inputs };
}

function refuseEmpty({ table, file }: NamedTable, column: TableColumn): void {
  const misses = missesIn(column);
  for (let row = 0; row < table.rows; row += 1) if (!misses(row)) return;
  if (table.rows > 0 && !(column.kind === 'number' && column.unread !== undefined))
    throw problem('csv.emptyColumn', { file, column: column.name });
}

/** (m, n_0): each example's values lie together. */
function fillX(
  { file }: NamedTable,
  features: readonly Feature[],
  rows: Uint32Array,
  width: number,
): Float32Array {
  if (rows.length * width > valuesMost)
    throw problem('data.tooLarge', { file, rows: rows.length, inputs: width, most: valuesMost });
  const X = new Float32Array(rows.length * width);
  let offset = 0;
  for (const { names, put } of features) {
    for (let at = 0; at < rows.length; at += 1) put(X, at * width + offset, rows[at]!);
    offset += names.length;
  }
  return X;
}

/** What stays missing in X; a constant has filled its gaps. */
function countMissing(inputs: readonly TableColumn[], rows: Uint32Array, preparation: Preparation) {
  return inputs.flatMap((column) => {
    if (missingOf(preparation, column.name).policy === 'constant') return [];
    const misses = missesIn(column);
    let count = 0;
    for (const row of rows) if (misses(row)) count += 1;
    return count === 0 ? [] : [{ column: column.name, count }];
  });
}

/** Null where nothing is unusual, so that the dataset is what it was before there were choices. */
function treatmentOf(
  from: NamedTable,
  inputs: readonly TableColumn[],
  features: readonly Feature[],
  rows: Uint32Array,
  preparation: Preparation,
): Treatment | null {
  const { scaling = 'standardize', split } = preparation;
  const fill: NonNullable<Treatment['fill']> = {};
  for (const { column, names } of features) {
    const { policy } = missingOf(preparation, column);
    if (policy === 'median' || policy === 'mostFrequent') for (const name of names) fill[name] = policy;
  }
  const treatment: Treatment = {
    ...(Object.keys(fill).length === 0 ? {} : { fill }),
    ...imageShapeOf(inputs),
    ...(scaling === 'standardize' ? {} : { scaling }),
    ...(split?.kind === 'random' ? { split: { kind: 'random' } } : {}),
    ...(split?.kind === 'column' ? { split: columnSplit(from, split.column ?? '', rows) } : {}),
    ...(split?.kind === 'group' ? { split: groupSplit(from, split.column ?? '', rows) } : {}),
  };
  return Object.keys(treatment).length === 0 ? null : treatment;
}

/** Groups are numbered as they come; a row without a group is one of its own. */
function groupSplit(from: NamedTable, name: string, rows: Uint32Array): NonNullable<Treatment['split']> {
  const column = findColumn(from, name);
  const numbers = new Map<number | string, number>();
  const misses = missesIn(column);
  const groups = Uint32Array.from(rows, (row) => {
    const value = column.kind === 'category' ? column.codes[row] : column.values[row];
    const key = column.kind === 'block' || misses(row) ? `row ${row}` : (value ?? 0);
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
  return { kind: 'group', column: name, groups: packGroups(groups) };
}

/** @throws ProblemError data.unknownPart */
function columnSplit(from: NamedTable, name: string, rows: Uint32Array): NonNullable<Treatment['split']> {
  const column = findColumn(from, name);
  const words = column.kind === 'category' ? column.categories : [];
  const numbers = words.map(partNumber);
  const parts = Uint8Array.from(rows, (row) => {
    const code = column.kind === 'category' ? column.codes[row]! : -1;
    const number = numbers[code];
    if (number !== undefined) return number;
    throw problem('data.unknownPart', { file: from.file, column: name, value: words[code] ?? '' });
  });
  return { kind: 'column', column: name, parts: packParts(parts) };
}

function resolved(
  preparation: Preparation,
  found: {
    target: string;
    task: NonNullable<Preparation['task']>;
    classes: string[];
    features: readonly Feature[];
  },
): Preparation {
  const { target, task, classes, features } = found;
  const words = features.flatMap(({ column, categories }) => (categories ? [[column, categories]] : []));
  return {
    ...preparation,
    target,
    task,
    ...(classes.length === 0 ? {} : { classes }),
    ...(words.length === 0 ? {} : { categories: Object.fromEntries(words) as Record<string, string[]> }),
  };
}

/** Of the one input that is an image. */
function imageShapeOf(inputs: readonly TableColumn[]): Pick<Treatment, 'shape'> {
  const [only] = inputs;
  const isImage = inputs.length === 1 && only?.kind === 'block' && [2, 3].includes(only.shape.length);
  return isImage ? { shape: only.shape } : {};
}
