import type { Run } from '#shared/contract/runs.ts';

/** How a run's steps lie on an axis of epochs: x = step / perEpoch + before. */
export interface EpochAxis {
  /** Steps of one epoch. */
  perEpoch: number;
  /** Epochs at step 0; other than 0 only for a fork that trains with other batches than its parent. */
  before: number;
}

/**
 * A run's last planned step is the end of its last epoch. A fork counts its steps on from its parent's, whose epochs
 * may have had more or fewer of them.
 */
export function epochAxisOf(run: Run): EpochAxis {
  const { epochs, batchSize } = run.recipe;
  if (run.parent === null) return { perEpoch: Math.max(1, run.totalSteps / epochs), before: 0 };
  const perEpoch = Math.max(1, Math.ceil(run.examples.train / batchSize));
  return { perEpoch, before: epochs - run.totalSteps / perEpoch };
}

/** Epochs, with their fraction, that are done at a step. */
export function epochAt({ perEpoch, before }: EpochAxis, step: number): number {
  // Whole steps first: fractions of an epoch must add up to the epoch that they make.
  return Math.round(step + before * perEpoch) / perEpoch;
}

/** The nearest step to a place on the axis. */
export function stepAt({ perEpoch, before }: EpochAxis, epoch: number): number {
  return Math.round((epoch - before) * perEpoch);
}
