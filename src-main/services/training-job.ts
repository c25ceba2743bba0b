import type { Run, SimdLevel } from '#shared/contract/runs.ts';
import type { PreparedData } from '../datasets/prepare.ts';
import type { TrainingJob } from '../training/messages.ts';
import { toSchedule, toTrainingSpec } from './training-spec.ts';

export interface JobOptions {
  threads: number | 'auto';
  /** The most threads that `auto` may choose. */
  cores: number;
  simd: SimdLevel;
  stopAt: number | null;
}

/** What a thread is given to train a run, or to train it again. */
export function toTrainingJob(
  { design, recipe }: Pick<Run, 'design' | 'recipe'>,
  data: PreparedData,
  options: JobOptions,
): TrainingJob {
  return {
    spec: toTrainingSpec(design, recipe),
    batchSize: recipe.batchSize,
    epochs: recipe.epochs,
    seed: recipe.seed,
    schedule: toSchedule(recipe),
    earlyStopping: recipe.earlyStopping,
    gradients: recipe.gradients,
    data,
    ...options,
  };
}
