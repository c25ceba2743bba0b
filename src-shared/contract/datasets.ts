import * as v from 'valibot';
import { RecipeSchema } from '../design/recipe.ts';
import { taskKinds } from '../design/task.ts';
import { procedure } from './procedure.ts';

export const DatasetSummarySchema = v.strictObject({
  /** What `data` takes: a built-in name with options, or `dataset:HASH` for an imported one. */
  source: v.string(),
  name: v.string(),
  origin: v.picklist(['generated', 'bundled', 'imported']),
  /** SHA-256 of the examples as they are before any split or scaling. */
  hash: v.string(),
  task: v.strictObject({ kind: v.picklist(taskKinds), inputs: v.number(), outputs: v.number() }),
  examples: v.number(),
  features: v.array(v.string()),
  target: v.string(),
  /** Class names in the order of the output units; empty for regression. */
  classes: v.array(v.string()),
  /** Fields that were empty in the file, by column; each was filled with the training part's mean. */
  missing: v.array(v.strictObject({ column: v.string(), count: v.number() })),
});
export type DatasetSummary = v.InferOutput<typeof DatasetSummarySchema>;

/** The parts a dataset is divided into: what parameters are fitted to, what choices are judged by, what is left. */
export const dataParts = ['train', 'dev', 'test'] as const;
export type DataPart = (typeof dataParts)[number];

/** What decides which example belongs to which part. */
export const DivisionSchema = v.pick(RecipeSchema, ['split', 'seed']);
export type Division = v.InferOutput<typeof DivisionSchema>;

/** Some examples to look at, in the data's own units. */
export const DatasetPreviewSchema = v.strictObject({
  summary: DatasetSummarySchema,
  /** At most `maxPoints` examples, row by row: n_0 numbers each. */
  inputs: v.array(v.array(v.number())),
  /** The class index, or the value, of each of them. */
  targets: v.array(v.number()),
  /** The part each of them belongs to; empty where no division was asked for. */
  parts: v.array(v.picklist(dataParts)),
  /** Examples per class, in the order of `classes`. */
  classCounts: v.array(v.number()),
});
export type DatasetPreview = v.InferOutput<typeof DatasetPreviewSchema>;

export const datasets = {
  list: procedure.output(v.array(DatasetSummarySchema)),
  preview: procedure
    .input(
      v.strictObject({
        source: v.string(),
        maxPoints: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)),
        /** As a run with this recipe divides the examples. */
        division: v.optional(DivisionSchema),
      }),
    )
    .output(DatasetPreviewSchema),
  /** Deletes an imported dataset that no run has, also none in the trash. */
  remove: procedure.input(v.strictObject({ source: v.string() })),
  importCsv: procedure
    .input(
      v.strictObject({
        fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
        text: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)),
        target: v.optional(v.string()),
        task: v.optional(v.picklist(taskKinds)),
      }),
    )
    .output(DatasetSummarySchema),
};
