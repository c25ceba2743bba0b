import * as v from 'valibot';
import { TrainingStateSchema, checkpointKinds, tensorRoles } from '#shared/contract/checkpoints.ts';
import { RunSchema, activeStatuses, runStatuses } from '#shared/contract/runs.ts';
import { taskKinds } from '#shared/design/task.ts';
import { TreatmentSchema } from '../datasets/preparation/treatment.ts';
import { bundleFormat, hashPattern, idPattern, limits } from './layout.ts';

/** What the JSON of a bundle may say: nothing more than is written here, and no text without an end. */

const hash = v.pipe(v.string(), v.regex(hashPattern));
const id = v.pipe(v.string(), v.regex(idPattern));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Milliseconds since 1970, as far as a date reaches. */
const moment = v.pipe(count, v.maxValue(8.64e15));
const int32 = v.pipe(count, v.maxValue(2 ** 31 - 1));
const number = v.pipe(v.number(), v.finite());
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
/** Text that is shown in one line: without what moves a terminal's cursor. */
const line = (most: number) => v.pipe(text(most), v.regex(/^\P{Cc}*$/u));
const list = <T extends v.GenericSchema>(item: T, most: number) => v.pipe(v.array(item), v.maxLength(most));
const score = v.nullable(
  v.strictObject({
    loss: v.nullable(number),
    accuracy: v.optional(v.nullable(number)),
    r2: v.optional(v.nullable(number)),
  }),
);
const task = v.strictObject({ kind: v.picklist(taskKinds), inputs: int32, outputs: int32 });

export const EntrySchema = v.strictObject({ name: text(200), size: count, sha256: hash });

/** bundle.json: every other entry, in order, and the runs, parents before their children. */
export const ListSchema = v.strictObject({
  format: v.literal(bundleFormat),
  program: line(60),
  createdAt: moment,
  runs: list(id, limits.runs),
  entries: list(EntrySchema, limits.entries),
});
export type BundleList = v.InferOutput<typeof ListSchema>;

export const BundledRunSchema = v.strictObject({
  ...v.omit(RunSchema, ['design', 'recipe']).entries,
  id,
  name: v.pipe(line(120), v.minLength(1)),
  status: v.picklist(runStatuses.filter((status) => !activeStatuses.includes(status))),
  tags: list(v.pipe(line(60), v.minLength(1)), 100),
  createdAt: moment,
  startedAt: v.nullable(moment),
  endedAt: v.nullable(moment),
  designHash: hash,
  recipeHash: hash,
  dataset: v.strictObject({ source: line(500), name: line(300), hash }),
  task,
  L: int32,
  parameters: count,
  engine: line(100),
  manifestHash: v.nullable(hash),
  execution: v.nullable(
    v.strictObject({
      ...v.unwrap(RunSchema.entries.execution).entries,
      threads: int32,
      tile: line(100),
      node: line(100),
      v8: line(100),
    }),
  ),
  epoch: int32,
  step: int32,
  totalSteps: count,
  examples: v.strictObject({ train: int32, dev: int32, test: int32 }),
  seconds: v.pipe(number, v.minValue(0)),
  train: score,
  dev: score,
  test: score,
  weightsSha256: v.nullable(hash),
  bestEpoch: v.nullable(int32),
  failure: v.nullable(
    v.strictObject({
      message: text(10_000),
      layer: v.optional(int32),
      tensor: v.optional(line(100)),
      step: v.optional(int32),
    }),
  ),
  parent: v.nullable(v.strictObject({ run: id, step: int32, sha256: v.nullable(hash) })),
});
export type BundledRun = v.InferOutput<typeof BundledRunSchema>;

const seriesKey = v.pipe(v.string(), v.regex(/^[\w.[\]-]{1,100}$/));

export const TensorSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[\w.[\]-]{1,100}$/)),
  role: v.picklist(tensorRoles),
  shape: list(v.pipe(int32, v.minValue(1)), 4),
  type: v.picklist(['float32', 'float64', 'uint32']),
});

/** A checkpoint but for the bytes of its tensors, which follow each other in its entry. */
export const CheckpointSchema = v.strictObject({
  kind: v.picklist(checkpointKinds),
  step: int32,
  epoch: int32,
  createdAt: moment,
  sha256: hash,
  state: v.nullable(TrainingStateSchema),
  tensors: list(TensorSchema, 5_000),
});
export type BundledCheckpoint = v.InferOutput<typeof CheckpointSchema>;

/** run.json. */
export const RunFactsSchema = v.strictObject({
  run: BundledRunSchema,
  /** In series.bin, one group after the other: its steps, then its rows. */
  series: list(
    v.strictObject({
      group: v.picklist(['step', 'layer', 'evaluation']),
      keys: v.pipe(list(seriesKey, 10_000), v.minLength(1)),
      rows: int32,
    }),
    3,
  ),
  checkpoints: list(CheckpointSchema, 1_000),
});
export type RunFacts = v.InferOutput<typeof RunFactsSchema>;

/** hashes.json: what every parameter was at some moments, in the order of training. */
export const MomentsSchema = list(
  v.strictObject({
    step: int32,
    moment: v.picklist(['start', 'epoch', 'end']),
    tensors: list(v.strictObject({ name: text(100), sha256: hash }), 5_000),
  }),
  1_000,
);

/** datasets/HASH.json: a dataset without its examples. */
export const DatasetFactsSchema = v.strictObject({
  source: line(500),
  name: line(300),
  origin: v.picklist(['generated', 'bundled', 'imported']),
  hash,
  task,
  examples: v.pipe(int32, v.minValue(1)),
  features: list(text(10_000), 1_000_000),
  target: text(10_000),
  classes: list(text(10_000), 100_000),
  missing: list(v.strictObject({ column: text(10_000), count: int32 }), 1_000_000),
  treatment: v.exactOptional(TreatmentSchema),
});
export type DatasetFacts = v.InferOutput<typeof DatasetFactsSchema>;
