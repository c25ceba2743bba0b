import type { Run } from '#shared/contract/runs.ts';
import { nearest } from '#shared/design/nearest.ts';
import { settings } from '#shared/design/setting-table.ts';
import { readSetting } from '#shared/design/settings.ts';
import { problem } from '#shared/problem.ts';

type Value = string | number | boolean | null;

const columns: Record<string, (run: Run) => Value> = {
  createdAt: (run) => run.createdAt,
  name: (run) => run.name,
  status: (run) => run.status,
  dataset: (run) => run.dataset.name,
  L: (run) => run.L,
  parameters: (run) => run.parameters,
  epochs: (run) => run.epoch,
  steps: (run) => run.step,
  seconds: (run) => run.seconds,
  'train.loss': (run) => run.train?.loss ?? null,
  'train.accuracy': (run) => run.train?.accuracy ?? null,
  'train.r2': (run) => run.train?.r2 ?? null,
  'dev.loss': (run) => run.dev?.loss ?? null,
  'dev.accuracy': (run) => run.dev?.accuracy ?? null,
  'dev.r2': (run) => run.dev?.r2 ?? null,
  'test.loss': (run) => run.test?.loss ?? null,
  'test.accuracy': (run) => run.test?.accuracy ?? null,
  'test.r2': (run) => run.test?.r2 ?? null,
};

/**
 * Sorts runs by a column or a hyperparameter; a leading "-" puts the largest first. Runs without a value come last.
 *
 * @throws ProblemError setting.unknown, naming the nearest key
 */
export function sortRuns(runs: readonly Run[], by: string): Run[] {
  return sortBy(runs, by, (run) => run);
}

/** The same for whatever comes with a run. */
export function sortBy<T>(rows: readonly T[], by: string, runOf: (row: T) => Run): T[] {
  const descending = by.startsWith('-');
  const key = descending ? by.slice(1) : by;
  const read = (Object.hasOwn(columns, key) ? columns[key] : undefined) ?? settingReader(key);
  return rows.toSorted((a, b) => compare(read(runOf(a)), read(runOf(b)), descending));
}

function settingReader(key: string): (run: Run) => Value {
  const paths = settings.map((setting) => setting.path);
  if (!paths.includes(key))
    throw problem('setting.unknown', { key, nearest: nearest(key, [...Object.keys(columns), ...paths]) });
  return (run) => {
    const value = readSetting(run.recipe, key);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : null;
  };
}

function compare(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}
