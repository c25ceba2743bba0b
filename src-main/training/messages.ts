import type { OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import type { TrainingState } from '#shared/contract/checkpoints.ts';
import type { Execution, Failure, Score, SimdLevel } from '#shared/contract/runs.ts';
import type { ScheduleSpec } from '#shared/core/schedule/learning-rate.ts';
import type { GradientDetail } from '#shared/design/recipe.ts';
import type { Progress } from '#shared/contract/events.ts';
import type { PreparedData } from '../datasets/prepare.ts';
import type { Checkpoint, CheckpointTensor, HashedMoment, SeriesGroup, SeriesRows } from '../store/api.ts';
import type { CheckpointPolicy } from './checkpoint-plan.ts';
import type { EarlyStoppingSpec } from './early-stopping.ts';

/** Everything a training thread needs; the data's buffers are shared, not copied. */
export interface TrainingJob {
  spec: TrainingSpec & { optimizer: OptimizerSpec };
  batchSize: number;
  epochs: number;
  seed: number;
  schedule: ScheduleSpec;
  earlyStopping: EarlyStoppingSpec;
  /** How often the numbers of every layer are recorded: never, as a twentieth of the time allows, at every step. */
  gradients: GradientDetail;
  data: PreparedData;
  /** `auto` leaves the number to the engine's plan. It changes no number. */
  threads: number | 'auto';
  /** The most threads that `auto` may choose. */
  cores: number;
  /** What the kernels are compiled for; this process must have proved it. */
  simd: SimdLevel;
  /** Stops after this step as an order would; null trains to the end. For replaying a run that was stopped. */
  stopAt: number | null;
  /** Where training begins; null is step 0 with fresh parameters. */
  start: TrainingStart | null;
  /** The step at which the run began: 0, or where it was forked. */
  firstStep: number;
  /** How often it is secured; null where nothing is kept. */
  checkpoints: CheckpointPolicy | null;
  /**
   * `hashes` leaves out the numbers of layers, and `nothing` also scores and early stopping: for going to a step that
   * a run is known to have come to.
   */
  recording: 'all' | 'hashes' | 'nothing';
}

/** A checkpoint to begin from. */
export interface TrainingStart {
  state: TrainingState;
  tensors: CheckpointTensor[];
  /**
   * The run begins there and is scored first; tensors that a fork did not take over stay as they are made from the seed.
   * Otherwise it goes on as if it had never stopped.
   */
  isBeginning: boolean;
}

export type NewCheckpoint = Omit<Checkpoint, 'run' | 'createdAt'>;

export type ToWorker =
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop' }
  /** What one `rows` or `checkpoints` message brought is safe in the store. */
  | { type: 'acknowledge'; brought: 'rows' | 'checkpoints' }
  /** Asks for A_L at m standardised examples X (n_0, m). */
  | { type: 'predict'; sequence: number; X: Float32Array; m: number };

export type FromWorker =
  /** Names of the values in each group's rows, and how training is computed; the first message. */
  | {
      type: 'started';
      keys: Record<SeriesGroup, string[]>;
      totalSteps: number;
      execution: Execution;
    }
  /** What the parameters are: at step 0, at the epoch ends of `isHashedEpoch`, and just before `ended`; several at a time. */
  | { type: 'hashed'; moments: HashedMoment[] }
  /** Rows up to here have been told before. */
  | { type: 'checkpoints'; checkpoints: NewCheckpoint[] }
  | { type: 'paused'; seconds: number }
  | { type: 'resumed' }
  | { type: 'rows'; rows: SeriesRows[]; progress: Progress; seconds: number; scores: Scores | null }
  | { type: 'predicted'; sequence: number; step: number; outputs: number; values: Float32Array }
  | {
      type: 'ended';
      outcome: 'finished' | 'stopped' | 'diverged';
      progress: Progress;
      seconds: number;
      /** Null where nothing is recorded. */
      scores: Scores | null;
      checkpoint: NewCheckpoint;
      failure: Failure | null;
      bestEpoch: number | null;
    };

export interface Scores {
  train: Score;
  dev: Score | null;
  test: Score | null;
}
