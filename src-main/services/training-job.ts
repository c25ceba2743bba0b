import type { Run, SimdLevel } from '#shared/contract/runs.ts';
import type { PreparedData } from '../datasets/prepare.ts';
import type { TrainingJob } from '../training/messages.ts';
import { toSchedule, toTrainingSpec } from './training-spec.ts';

export interface JobOptions {
  threads: number | 'auto';
  /** The most threads that `auto` may choose. */
  cores: number;
  simd: SimdLevel;
  /** What this training is, where it is not a run's whole and only one. */
  course?: Partial<Pick<TrainingJob, 'stopAt' | 'start' | 'checkpoints' | 'recording'>>;
}

/** What a thread is given to train a run, or to train it again. */
export function toTrainingJob(
  { design, recipe, parent }: Pick<Run, 'design' | 'recipe' | 'parent'>,
  data: PreparedData,
  { course = {}, ...options }: JobOptions,
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
    firstStep: parent?.step ?? 0,
    ...options,
    ...{ stopAt: null, start: null, checkpoints: null, recording: 'all', ...course },
  };
}
