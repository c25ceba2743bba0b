import * as v from 'valibot';
import { DesignSchema } from '../design/design.ts';
import { RecipeSchema } from '../design/recipe.ts';
import { taskKinds } from '../design/task.ts';
import { CheckpointSummarySchema, TravelCostSchema } from './checkpoints.ts';
import { RunRefSchema, procedure } from './procedure.ts';

/**
 * queued: waits for a core · training · paused · finished: all epochs done · stopped: ended by a person, saved ·
 * interrupted: its process ended under it · diverged: NaN or infinity appeared · failed: its worker threw.
 */
export const runStatuses = [
  'queued',
  'training',
  'paused',
  'finished',
  'stopped',
  'interrupted',
  'diverged',
  'failed',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Statuses of a run that has not ended. */
export const activeStatuses: readonly RunStatus[] = ['queued', 'training', 'paused'];

/** Statuses of a run that ended before its time and can go on from its last checkpoint. */
export const resumableStatuses: readonly RunStatus[] = ['interrupted', 'stopped', 'failed'];

/** The loss over a whole part of the data, with accuracy for classes or r² for values. */
export const ScoreSchema = v.strictObject({
  loss: v.nullable(v.number()),
  accuracy: v.optional(v.nullable(v.number())),
  r2: v.optional(v.nullable(v.number())),
});
export type Score = v.InferOutput<typeof ScoreSchema>;

/**
 * threw: its thread, or what keeps its numbers, threw · memory: there was no more of it · trap: the engine stopped in the
 * middle of a step · ended: its thread was ended from outside.
 */
export const failureKinds = ['threw', 'memory', 'trap', 'ended'] as const;
export type FailureKind = (typeof failureKinds)[number];

export const FailureSchema = v.strictObject({
  /** One English sentence; the cause as the worker gave it. */
  message: v.string(),
  /** What kind of failure ended the run; absent where it diverged, and for a run of an older version. */
  kind: v.optional(v.picklist(failureKinds)),
  /** Where a diverged run first held NaN or infinity, where the engine stopped, or which layer takes the most memory. */
  layer: v.optional(v.number()),
  /** In which pass of the layer the engine stopped. */
  pass: v.optional(v.picklist(['forward', 'backward', 'update'])),
  tensor: v.optional(v.string()),
  step: v.optional(v.number()),
});
export type Failure = v.InferOutput<typeof FailureSchema>;

/** Widths of the engine's vectors in bits. 256 is two of 128 paired by the compiler; both give the same bytes. */
export const simdLevels = ['128', '256'] as const;
export type SimdLevel = (typeof simdLevels)[number];

/** How a run was computed. Nothing of it changes a number; it tells what made the run as quick as it was. */
export const ExecutionSchema = v.strictObject({
  threads: v.number(),
  simd: v.picklist(simdLevels),
  /** Rows × columns of the sums that a product holds in registers. */
  tile: v.string(),
  /** Versions of Node and of V8, which compiled the engine. */
  node: v.string(),
  v8: v.string(),
});
export type Execution = v.InferOutput<typeof ExecutionSchema>;

export const RunSchema = v.strictObject({
  id: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  tags: v.array(v.string()),
  /** Milliseconds since 1970, UTC. */
  createdAt: v.number(),
  startedAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  design: DesignSchema,
  designHash: v.string(),
  recipe: RecipeSchema,
  recipeHash: v.string(),
  dataset: v.strictObject({ source: v.string(), name: v.string(), hash: v.string() }),
  task: v.strictObject({ kind: v.picklist(taskKinds), inputs: v.number(), outputs: v.number() }),
  L: v.number(),
  parameters: v.number(),
  engine: v.string(),
  /** SHA-256 over what decides the run's numbers, written once; null for a run of an older version. */
  manifestHash: v.nullable(v.string()),
  /** Null until training starts, and for a run of an older version. */
  execution: v.nullable(ExecutionSchema),
  epoch: v.number(),
  step: v.number(),
  totalSteps: v.number(),
  /** Examples of each part of the data. */
  examples: v.strictObject({ train: v.number(), dev: v.number(), test: v.number() }),
  /** Time spent training, without pauses. */
  seconds: v.number(),
  train: v.nullable(ScoreSchema),
  dev: v.nullable(ScoreSchema),
  test: v.nullable(ScoreSchema),
  weightsSha256: v.nullable(v.string()),
  /** The epoch whose parameters were kept because the dev loss no longer fell; null where nothing was given up. */
  bestEpoch: v.nullable(v.number()),
  failure: v.nullable(FailureSchema),
  /**
   * Where a fork began: the run and step, and the SHA-256 of the parameters taken over, null where it began with fresh
   * ones. Null for a run of its own.
   */
  parent: v.nullable(v.strictObject({ run: v.string(), step: v.number(), sha256: v.nullable(v.string()) })),
});
export type Run = v.InferOutput<typeof RunSchema>;

/** Numbers over steps. A null is NaN, infinity or "not measured". */
export const SeriesSchema = v.strictObject({
  step: v.array(v.number()),
  value: v.array(v.nullable(v.number())),
});
export type Series = v.InferOutput<typeof SeriesSchema>;

/** What the network answers over a grid of inputs; only for one or two inputs. */
export const SurfaceSchema = v.strictObject({
  step: v.number(),
  /** Bounds in the data's own units; y is absent for one input. */
  x: v.tuple([v.number(), v.number()]),
  y: v.nullable(v.tuple([v.number(), v.number()])),
  /** Points along each axis. */
  resolution: v.number(),
  outputs: v.number(),
  /** A_L at each point, row by row from the lowest y, `outputs` numbers each. */
  values: v.array(v.number()),
  /** What it took; null where the parameters were at hand. */
  cost: v.nullable(TravelCostSchema),
});
export type Surface = v.InferOutput<typeof SurfaceSchema>;

export const StartRunSchema = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.maxLength(120))),
  tags: v.optional(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60)))),
  /** As `DatasetSummary.source`. */
  data: v.string(),
  design: DesignSchema,
  recipe: RecipeSchema,
  /** Threads to train with; left out, the engine decides. It changes no number, so the recipe does not have it. */
  threads: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024))),
});
export type StartRun = v.InferOutput<typeof StartRunSchema>;

export const ForkRunSchema = v.strictObject({
  ...v.omit(StartRunSchema, ['data', 'design']).entries,
  run: RunRefSchema,
  /** The step after which the fork goes its own way; left out, the last. */
  step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Of the same shapes, except from step 0; left out, the run's own. */
  design: v.optional(DesignSchema),
});
export type ForkRun = v.InferOutput<typeof ForkRunSchema>;

const ref = v.strictObject({ run: RunRefSchema });

export const runs = {
  /** What a training would take, before it is started. */
  estimate: procedure
    .input(
      v.strictObject({
        design: DesignSchema,
        recipe: RecipeSchema,
        /** Examples of the training part. */
        examples: v.pipe(v.number(), v.integer(), v.minValue(1)),
      }),
    )
    .output(
      v.strictObject({
        /** MiB, rounded up. */
        memory: v.number(),
      }),
    ),
  start: procedure.input(StartRunSchema).output(RunSchema),
  pause: procedure.input(ref).output(RunSchema),
  /** Goes on after a pause, or, where the run ended before its time, from its last checkpoint. */
  resume: procedure.input(ref).output(RunSchema),
  /** A new run that begins with what this one was at a step. */
  fork: procedure.input(ForkRunSchema).output(RunSchema),
  checkpoints: procedure.input(ref).output(v.array(CheckpointSummarySchema)),
  /** Ends the run at the next step; what was trained is kept. */
  stop: procedure.input(ref).output(RunSchema),
  rename: procedure
    .input(
      v.strictObject({
        run: RunRefSchema,
        name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
      }),
    )
    .output(RunSchema),
  /** Newest first. */
  list: procedure.output(v.array(RunSchema)),
  get: procedure.input(ref).output(RunSchema),
  seriesKeys: procedure.input(ref).output(v.array(v.string())),
  series: procedure
    .input(
      v.strictObject({
        run: RunRefSchema,
        keys: v.pipe(v.array(v.string()), v.maxLength(500)),
        /** Thins a long series to about this many points, keeping every bucket's lowest and highest. */
        maxPoints: v.optional(v.pipe(v.number(), v.integer(), v.minValue(4))),
      }),
    )
    .output(v.record(v.string(), SeriesSchema)),
  surface: procedure
    .input(
      v.strictObject({
        run: RunRefSchema,
        resolution: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(200)),
        /** As the network was at this step; left out, as it is now. */
        step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      }),
    )
    .output(v.nullable(SurfaceSchema)),
};
