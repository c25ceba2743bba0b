import * as v from 'valibot';

/**
 * start: before the first step · keyframe: at even distances, for going back in time · recovery: the newest, for going
 * on after a crash · best: where the dev loss was lowest · end: what the run keeps.
 */
export const checkpointKinds = ['start', 'keyframe', 'recovery', 'best', 'end'] as const;
export type CheckpointKind = (typeof checkpointKinds)[number];

/** What a tensor of a checkpoint is for. `kept` is what early stopping would put back. */
export const tensorRoles = ['parameter', 'statistic', 'optimizer', 'order', 'kept'] as const;
export type TensorRole = (typeof tensorRoles)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const word = v.pipe(count, v.maxValue(2 ** 32 - 1));

/** Where a training stands between two steps: with a checkpoint's tensors, all that decides the steps to come. */
export const TrainingStateSchema = v.strictObject({
  /** Name and version of the engine; another one goes on to other bytes. */
  engine: v.string(),
  /** Steps taken. */
  step: count,
  /** Whole epochs done. */
  epoch: count,
  /** Batches of the next epoch that are done; 0 is "its examples are not shuffled yet". */
  batch: count,
  /** Time spent training, in seconds. */
  seconds: v.pipe(v.number(), v.minValue(0)),
  /** The generator that shuffles the examples. */
  batches: v.tuple([word, word, word, word]),
  /** β₁ᵗ and β₂ᵗ of the optimiser. */
  powers: v.tuple([v.number(), v.number()]),
  /** What early stopping compares with; null where it is off. */
  early: v.nullable(
    v.strictObject({
      /** Null while no dev loss was finite. */
      loss: v.nullable(v.number()),
      epoch: count,
    }),
  ),
  /** The lowest dev loss so far, of the checkpoint `best`; null while there is none. */
  best: v.nullable(v.strictObject({ loss: v.number(), step: count })),
});
export type TrainingState = v.InferOutput<typeof TrainingStateSchema>;

/** What it took to come to a step of a saved run: training again from the step before it that was kept. */
export const TravelCostSchema = v.strictObject({
  from: v.number(),
  steps: v.number(),
  milliseconds: v.number(),
});
export type TravelCost = v.InferOutput<typeof TravelCostSchema>;

/** A checkpoint without its tensors. */
export const CheckpointSummarySchema = v.strictObject({
  kind: v.picklist(checkpointKinds),
  step: v.number(),
  epoch: v.number(),
  /** Milliseconds since 1970, UTC. */
  createdAt: v.number(),
  /** SHA-256, hex, over parameters and statistics; of an `end`, the run's `weightsSha256`. */
  sha256: v.string(),
  /** Of its tensors. */
  bytes: v.number(),
  /** Whether training can go on from it: not where a step diverged, nor where early stopping put parameters back. */
  isWhole: v.boolean(),
});
export type CheckpointSummary = v.InferOutput<typeof CheckpointSummarySchema>;
