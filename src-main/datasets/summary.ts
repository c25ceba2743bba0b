import type { DatasetSummary } from '#shared/contract/datasets.ts';
import type { Dataset } from './dataset.ts';

/** A dataset without its examples, as the contract carries it. */
export function toSummary(dataset: Omit<Dataset, 'X' | 'Y'>): DatasetSummary {
  const { source, name, origin, hash, task, examples, features, target, classes, missing } = dataset;
  return { source, name, origin, hash, task, examples, features, target, classes, missing };
}
