import { chooseTile } from '#shared/core/engine/choose-tile.ts';
import {
  type Assistant,
  type DivergenceError,
  type Engine,
  type NetworkTrainer,
  type TileName,
} from '#shared/core/engine/engine.ts';
import { mostBatches, worthwhileThreads } from '#shared/core/engine/wasm-engine.ts';
import { learningRateFactor } from '#shared/core/schedule/learning-rate.ts';
import type { Progress } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/runs.ts';
import type { CheckpointTensor, SeriesRows } from '../store/api.ts';
import { BatchOrder } from './batch-order.ts';
import { BestKeeper } from './best-keeper.ts';
import { CheckpointPlan, keyframeInterval } from './checkpoint-plan.ts';
import { CheckpointSpace } from './checkpoint-space.ts';
import { Course } from './course.ts';
import { EarlyStopping } from './early-stopping.ts';
import { isHashedEpoch } from './hashed-epochs.ts';
import { Measurements } from './measurements.ts';
import type { NewCheckpoint, Scores, TrainingJob } from './messages.ts';
import { Pace } from './pace.ts';
import { isPredicting, listTensors, sizeOf, viewTensors } from './snapshot.ts';
import { copyState, restoreState, withoutState, type StatefulParts } from './training-state.ts';

/** How long the loop works before it looks at its messages, in milliseconds. */
const slice = 12;

export interface LoopHost {
  now(): number;
  /** Lets waiting messages in. */
  breathe(): Promise<void>;
  isStopped(): boolean;
  isPaused(): boolean;
  /** Says that training stands still; resolves when it may go on. */
  waitWhilePaused(): Promise<void>;
  /** Starts a thread that helps the trainer. */
  startThread(assistant: Assistant): void;
  /** Tells the hash of every parameter as it is now. */
  recordHashes(moment: 'start' | 'epoch'): void;
  /** Hands rows over; resolves when there is room for more. */
  send(rows: SeriesRows[], progress: Progress, scores: Scores | null): Promise<void>;
  /** Hands checkpoints over, after the rows that lead to them; what they are made of stays as it is until `kept`. */
  keep(checkpoints: NewCheckpoint[]): void;
  /** Resolves when every checkpoint that was handed over is in the store. */
  kept(): Promise<void>;
}

/** How a training came to its end. */
export interface TrainingEnd {
  outcome: 'finished' | 'stopped' | 'diverged';
  failure: Failure | null;
  /** The epoch whose parameters were kept when the dev loss no longer fell; null where training went to its end. */
  bestEpoch: number | null;
}

/**
 * The life of one training inside its thread: epochs of shuffled mini-batches, the loss of every step, the numbers of
 * every layer as often as they are due, scores of the whole parts after every epoch, checkpoints on the way.
 */
export class TrainingLoop {
  readonly trainer: NetworkTrainer;
  readonly threads: number;
  readonly tile: TileName;
  readonly measurements: Measurements;
  readonly #job: TrainingJob;
  readonly #course: Course;
  readonly #host: LoopHost;
  readonly #early: EarlyStopping | null;
  readonly #best: BestKeeper;
  readonly #parts: StatefulParts;
  readonly #plan: CheckpointPlan | null;
  readonly #pace = new Pace(mostBatches);
  #bestEpoch: number | null = null;
  /** Time training, without pauses, in milliseconds. */
  #busy = 0;
  #sliceStart = 0;

  constructor(job: TrainingJob, engine: Engine, host: LoopHost) {
    this.#job = job;
    this.#host = host;
    const { train } = job.data;
    const { batchSize, spec, start } = job;
    this.threads = job.threads === 'auto' ? worthwhileThreads(spec, batchSize, job.cores) : job.threads;
    const paired = job.simd === '256';
    this.trainer = engine.createTrainer(spec, {
      examples: train.m,
      threads: this.threads,
      paired,
      startThread: (assistant) => host.startThread(assistant),
    });
    this.trainer.setExamples(train.X, train.Y, train.m);
    this.tile = chooseTile(this.trainer, train.X, Math.min(batchSize, train.m), paired, () => host.now());
    this.#early = createEarlyStopping(job, this.trainer);
    const order = new BatchOrder(this.trainer.order, batchSize, job.seed);
    const tensors = listTensors(this.trainer, this.#early?.kept ?? []);
    if (start !== null) restoreState({ trainer: this.trainer, order, early: this.#early, tensors }, start);
    this.#course = new Course(order, job.epochs, start?.state ?? null);
    this.#best = new BestKeeper(start?.state.best ?? null);
    this.#parts = {
      ...{ engine: engine.id, trainer: this.trainer, order, tensors },
      ...{ early: this.#early, best: this.#best, course: this.#course },
      space: new CheckpointSpace(sizeOf(tensors)),
    };
    this.#busy = start === null || start.isBeginning ? 0 : 1000 * start.state.seconds;
    this.#plan = createPlan(job, this.#parts, () => host.now());
    this.measurements = new Measurements(job, this.trainer, this.totalSteps, () => host.now());
  }

  get step(): number {
    return this.#course.step;
  }

  get totalSteps(): number {
    return this.#course.totalSteps;
  }

  get seconds(): number {
    return this.#busy / 1000;
  }

  progress(): Progress {
    const { step, epoch, totalSteps } = this.#course;
    const stepsPerSecond = this.#busy > 0 ? (step - this.#job.firstStep) / (this.#busy / 1000) : 0;
    const secondsLeft = stepsPerSecond > 0 ? (totalSteps - step) / stepsPerSecond : null;
    return { epoch, step, totalSteps, stepsPerSecond, secondsLeft };
  }

  /** Everything that the network predicts with; views that training changes. */
  viewPredicting(): CheckpointTensor[] {
    return viewTensors(this.#parts.tensors.filter(isPredicting));
  }

  /** Trains to the end, to a stop, or to the first number that is not finite. */
  async run(): Promise<TrainingEnd> {
    this.#sliceStart = this.#host.now();
    await this.#begin();
    const failure = await this.#train();
    this.#busy += this.#host.now() - this.#sliceStart;
    await this.#flush();
    const best = this.#best.take();
    if (this.#plan !== null && best.length > 0) this.#host.keep(best);
    await this.#host.kept();
    const isDone = this.#course.isOver || this.#bestEpoch !== null;
    return {
      outcome: failure ? 'diverged' : isDone ? 'finished' : 'stopped',
      failure,
      bestEpoch: this.#bestEpoch,
    };
  }

  /** Everything as it is when training, which has run, has come to this end. */
  lastCheckpoint({ outcome, bestEpoch }: TrainingEnd): NewCheckpoint {
    const checkpoint = copyState(this.#parts, 'end', this.seconds)();
    return outcome === 'diverged' || bestEpoch !== null ? withoutState(checkpoint) : checkpoint;
  }

  /** What is known before the first step; a training that goes on has told it already. */
  async #begin(): Promise<void> {
    const { start } = this.#job;
    if (start !== null && !start.isBeginning) return;
    this.measurements.addScores(this.step);
    this.#host.recordHashes('start');
    if (this.#plan !== null) await this.#keep('start');
  }

  async #train(): Promise<Failure | null> {
    while (!this.#course.isOver) {
      if (this.#host.now() - this.#sliceStart >= slice) await this.#pauseForMessages();
      if (this.#host.isStopped() || this.step === this.#job.stopAt) return null;
      this.#course.begin();
      const { isEpochEnd, failure } = this.#trainSome();
      if (failure) return failure;
      if (isEpochEnd && (await this.#endEpoch())) return null;
      const kind = this.#course.isOver ? undefined : this.#plan?.take(this.step);
      if (kind) await this.#keep(kind);
    }
    return null;
  }

  /** Some of the batches that this epoch has left. */
  #trainSome(): { isEpochEnd: boolean; failure: Failure | null } {
    const { batch: first, batchesLeft, step: before, totalSteps } = this.#course;
    const beforeStop = (this.#job.stopAt ?? Infinity) - before;
    const beforeCheckpoint = this.#plan?.stepsLeft(before) ?? Infinity;
    const count = Math.min(this.#pace.steps, batchesLeft, beforeStop, beforeCheckpoint);
    const rates = Array.from({ length: count }, (_, index) =>
      learningRateFactor(this.#job.schedule, before + index, totalSteps),
    );
    const started = this.#host.now();
    const { batchSize } = this.#job;
    const { taken, divergence } = this.trainer.trainBatches({ first, count, batchSize, rates });
    this.#pace.note(count, this.#host.now() - started);
    const isEpochEnd = this.#course.advance(taken);
    this.measurements.addSteps(before, taken);
    return {
      isEpochEnd,
      failure: divergence === null ? null : describeDivergence(divergence, this.step + 1),
    };
  }

  /** @returns whether training should go no further */
  async #endEpoch(): Promise<boolean> {
    const { epoch, step } = this.#course;
    const devLoss = this.measurements.addScores(step)?.dev?.loss ?? null;
    if (isHashedEpoch(epoch, this.#job.epochs)) this.#host.recordHashes('epoch');
    const isOver = this.#early?.isOver(epoch, devLoss) ?? false;
    if (this.#plan !== null && this.#best.isBetter(devLoss)) {
      await this.#waitForKept();
      this.#best.note(devLoss, step, () => copyState(this.#parts, 'best', this.#secondsNow()));
    }
    if (!isOver || this.#early === null) return false;
    this.#early.restore();
    this.#bestEpoch = this.#early.bestEpoch;
    return true;
  }

  /** Rows first, so that a run which goes on from a checkpoint has none missing. */
  async #keep(kind: NewCheckpoint['kind']): Promise<void> {
    await this.#waitForKept();
    const checkpoint = copyState(this.#parts, kind, this.#secondsNow());
    this.#busy += this.#host.now() - this.#sliceStart;
    await this.#flush();
    this.#host.keep([...this.#best.take(), checkpoint()]);
    this.#sliceStart = this.#host.now();
  }

  /** Where the next checkpoint is copied to, the last one may still be on its way. */
  async #waitForKept(): Promise<void> {
    const since = this.#host.now();
    await this.#host.kept();
    // The slice goes on: where nothing was awaited, no message came in.
    this.#busy -= this.#host.now() - since;
  }

  async #pauseForMessages(): Promise<void> {
    this.#busy += this.#host.now() - this.#sliceStart;
    await this.#host.breathe();
    if (this.measurements.isDue() || this.#host.isPaused()) await this.#flush();
    if (this.#host.isPaused()) await this.#host.waitWhilePaused();
    this.#sliceStart = this.#host.now();
  }

  #secondsNow(): number {
    return (this.#busy + this.#host.now() - this.#sliceStart) / 1000;
  }

  async #flush(): Promise<void> {
    const { rows, scores } = this.measurements.take();
    await this.#host.send(rows, this.progress(), scores);
  }
}

function createEarlyStopping(
  { earlyStopping, recording, start }: TrainingJob,
  { parameters, statistics }: NetworkTrainer,
): EarlyStopping | null {
  if (earlyStopping.patience === 0 || recording === 'nothing') return null;
  return new EarlyStopping(earlyStopping, [...parameters, ...statistics], start?.state.epoch);
}

function createPlan(
  { checkpoints, spec, batchSize }: TrainingJob,
  { tensors, course }: StatefulParts,
  now: () => number,
): CheckpointPlan | null {
  if (checkpoints === null) return null;
  const { totalSteps } = course;
  const interval = keyframeInterval(spec, { batchSize, totalSteps, bytes: sizeOf(tensors) });
  return new CheckpointPlan(checkpoints, interval, now);
}

function describeDivergence(divergence: DivergenceError, step: number): Failure {
  const { message, layer, tensor } = divergence;
  return { message: `At step ${step}, ${message}.`, layer, tensor, step };
}
