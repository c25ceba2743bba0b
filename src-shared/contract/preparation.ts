import * as v from 'valibot';
import { taskKinds } from '../design/task.ts';

const columnName = v.pipe(v.string(), v.maxLength(10_000));
const finite = v.pipe(v.number(), v.finite());

/**
 * What becomes of a missing value: the mean, the median or the most frequent value of the training part; a constant; or
 * its whole row is left out.
 */
export const missingPolicies = ['mean', 'median', 'mostFrequent', 'constant', 'dropRow'] as const;
export type MissingPolicy = (typeof missingPolicies)[number];

const MissingSchema = v.strictObject({
  policy: v.picklist(missingPolicies),
  /** What `constant` puts there. */
  value: v.optional(finite),
});
export type Missing = v.InferOutput<typeof MissingSchema>;

/** standardize: mean 0 and deviation 1 · minMax: from 0 to 1 · none: as they are. All by the training part. */
export const scalings = ['standardize', 'minMax', 'none'] as const;
export type Scaling = (typeof scalings)[number];

/**
 * stratified: at random, classes spread over the parts in proportion (a regression has none) · random: at random,
 * whatever the classes · group: rows with one value of a column stay together, so that no part knows a member of
 * another's group · column: as the words of a column say, train, dev or test; what it does not name is drawn as usual.
 */
export const splitKinds = ['stratified', 'random', 'group', 'column'] as const;
export type SplitKind = (typeof splitKinds)[number];

/**
 * What is chosen from a table to make a dataset of it, in full: with a table and these choices the dataset follows. What
 * is left out is the default, which is what a table without any choices becomes.
 */
export const PreparationSchema = v.strictObject({
  /** The last column where it is not said. */
  target: v.optional(columnName),
  /** By the target's values where it is not said. */
  task: v.optional(v.picklist(taskKinds)),
  /** Columns that are neither input nor target. */
  out: v.optional(v.array(columnName)),
  /** The mean where nothing is said, for all columns or for one; for a target only `dropRow`. */
  missing: v.optional(
    v.strictObject({
      all: v.optional(MissingSchema),
      columns: v.optional(v.record(columnName, MissingSchema)),
    }),
  ),
  scaling: v.optional(v.picklist(scalings)),
  split: v.optional(v.strictObject({ kind: v.picklist(splitKinds), column: v.optional(columnName) })),
  /** So many rows, drawn by the seed. */
  subsample: v.optional(
    v.strictObject({
      n: v.pipe(v.number(), v.integer(), v.minValue(2)),
      seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295)),
    }),
  ),
  /** Classes of the target, in the order of the output units, as they were found first. */
  classes: v.optional(v.array(v.string())),
  /** Words of each column that became one input per word, as they were found first. */
  categories: v.optional(v.record(columnName, v.array(v.string()))),
});
export type Preparation = v.InferOutput<typeof PreparationSchema>;
