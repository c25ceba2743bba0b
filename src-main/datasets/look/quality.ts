import type { Division } from '#shared/contract/datasets.ts';
import type { ColumnFacts, Quality } from '#shared/contract/data-looks.ts';
import type { Dataset } from '../dataset.ts';
import { describeColumn, sortedColumn } from './column-facts.ts';
import { firstEqualRows } from './equal-rows.ts';
import { findLeaks } from './leaks.ts';
import { countParts } from './parts.ts';

/** Every input column, and the target of a regression last. */
export function describeColumns(dataset: Dataset): ColumnFacts[] {
  const { features, examples, task, classes, target } = dataset;
  const inputs = features.map((name, at) =>
    describeColumn(name, sortedColumn(dataset.X, task.inputs, at), examples),
  );
  if (classes.length > 0) return inputs;
  return [...inputs, describeColumn(target, sortedColumn(dataset.Y, task.outputs, 0), examples)];
}

/**
 * What one should know about the data before training on it.
 *
 * @param facts as `describeColumns` finds them
 */
export function judgeQuality(
  dataset: Dataset,
  division: Division,
  facts: readonly ColumnFacts[] = describeColumns(dataset),
): Quality {
  const { X, Y, examples, task } = dataset;
  const columns = facts.slice(0, task.inputs);
  const inputs = { values: X, width: task.inputs };
  const sameInputs = firstEqualRows([inputs], examples);
  const sameRow = firstEqualRows([inputs, { values: Y, width: Y.length / examples }], examples);
  const repeats = (first: Int32Array) => first.reduce((sum, at, row) => sum + (at === row ? 0 : 1), 0);
  const duplicates = repeats(sameRow);
  return {
    missing: columns.reduce((sum, { missing }) => sum + missing, 0),
    constant: columns.filter(({ distinct }) => distinct < 2).map(({ name }) => name),
    outliers: columns
      .map(({ name, outliers }) => ({ column: name, count: outliers ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    duplicates,
    // A row whose inputs came before and which is no whole duplicate has brought another target.
    contradictions: repeats(sameInputs) - duplicates,
    classCounts: countClasses(dataset),
    leaks: findLeaks(dataset),
    parts: countParts(dataset, division, sameInputs),
  };
}

function countClasses({ classes, Y }: Dataset): number[] {
  const counts = classes.map(() => 0);
  if (counts.length > 0) for (const index of Y) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
