import type { TaskKind } from '#shared/design/task.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../dataset.ts';
import { hashDataset } from '../hash.ts';
import { readFeatures, type Feature } from './inputs.ts';
import { readTable, type Column } from './table.ts';
import { readTarget } from './target.ts';

export interface CsvOptions {
  /** The name of the column to predict; the last one where it is not given. */
  target?: string;
  /** Inferred from the target where it is not given. */
  task?: TaskKind;
}

/**
 * Reads a table of comma-, semicolon-, tab- or bar-separated values as a dataset, `source` being `dataset:HASH`.
 *
 * @param file the name of the file, for the dataset and for what is said about it
 * @throws ProblemError data.noTarget, data.tooFewExamples, and those of readTable, readTarget and readFeatures
 */
export function importCsv(text: string, file: string, options: CsvOptions = {}): Dataset {
  const columns = readTable(text, file);
  const target = findTarget(columns, file, options.target);
  const examples = target.fields.length;
  if (examples < 2) throw problem('data.tooFewExamples', { file, found: examples, needed: 2 });
  const { kind, classes, Y } = readTarget(target, file, options.task);
  const inputColumns = columns.filter((column) => column !== target);
  const inputs = inputColumns.flatMap((column) => readFeatures(column, file));
  const data: Omit<Dataset, 'hash'> = {
    source: '',
    name: file.replace(/^.*[\\/]/, '').replace(/(.)\.[^.]*$/, '$1'),
    origin: 'imported',
    task: { kind, inputs: inputs.length, outputs: kind === 'multiclass' ? classes.length : 1 },
    examples,
    features: inputs.map((feature) => feature.name),
    target: target.name,
    classes,
    X: interleave(inputs, examples),
    Y,
    missing: inputColumns
      .filter((column) => column.missing > 0)
      .map(({ name, missing }) => ({ column: name, count: missing })),
  };
  const hash = hashDataset(data);
  return { ...data, hash, source: `dataset:${hash}` };
}

function findTarget(columns: readonly Column[], file: string, name: string | undefined): Column {
  const found = name === undefined ? columns.at(-1) : columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw problem('data.noTarget', {
    file,
    target: name ?? '',
    columns: columns.map((column) => `"${column.name}"`).join(', '),
  });
}

/** Columns to X, (n_0, m): each example's values lie together. */
function interleave(features: readonly Feature[], examples: number): Float32Array {
  const width = features.length;
  const X = new Float32Array(width * examples);
  features.forEach(({ values }, column) => values.forEach((value, row) => (X[row * width + column] = value)));
  return X;
}
