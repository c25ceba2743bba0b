import { chooseTile } from '#shared/core/engine/choose-tile.ts';
import {
  type Assistant,
  type DivergenceError,
  type Engine,
  type NamedTensor,
  type NetworkTrainer,
  type TileName,
} from '#shared/core/engine/engine.ts';
import { measureInterval, mostBatches, worthwhileThreads } from '#shared/core/engine/wasm-engine.ts';
import { learningRateFactor } from '#shared/core/schedule/learning-rate.ts';
import type { Progress } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/runs.ts';
import type { SeriesRows } from '../store/api.ts';
import { BatchOrder } from './batch-order.ts';
import { EarlyStopping } from './early-stopping.ts';
import { isHashedEpoch } from './hashed-epochs.ts';
import type { Scores, TrainingJob } from './messages.ts';
import { Pace } from './pace.ts';
import { Recorder } from './recorder.ts';
import { scoreNumbers, scorePart, scoreParts } from './scores.ts';

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
 * every layer as often as they are due, scores of the whole parts after every epoch.
 */
export class TrainingLoop {
  readonly trainer: NetworkTrainer;
  /** Every tensor that decides what the network predicts. */
  readonly tensors: readonly NamedTensor[];
  readonly threads: number;
  readonly tile: TileName;
  readonly stepKeys: string[];
  readonly layerKeys: readonly string[];
  readonly evaluationKeys: string[];
  readonly totalSteps: number;
  readonly #job: TrainingJob;
  readonly #order: BatchOrder;
  readonly #recorder: Recorder;
  readonly #host: LoopHost;
  readonly #early: EarlyStopping | null;
  readonly #pace = new Pace(mostBatches);
  #step = 0;
  #epoch = 0;
  #bestEpoch: number | null = null;
  /** Time training, without pauses, in milliseconds. */
  #busy = 0;
  #sliceStart = 0;
  #scores: Scores | null = null;

  constructor(job: TrainingJob, engine: Engine, host: LoopHost) {
    this.#job = job;
    this.#host = host;
    const { train } = job.data;
    const { batchSize, spec } = job;
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
    this.tensors = [...this.trainer.parameters, ...this.trainer.statistics];
    this.#early = job.earlyStopping.patience > 0 ? new EarlyStopping(job.earlyStopping, this.tensors) : null;
    this.#order = new BatchOrder(this.trainer.order, batchSize, job.seed);
    this.totalSteps = this.#order.perEpoch * job.epochs;
    if (job.gradients === 'full') this.trainer.measureEvery = 1;
    if (job.gradients === 'scalars')
      this.trainer.measureEvery = measureInterval(spec, batchSize, this.totalSteps);
    const metric = spec.loss === 'meanSquaredError' || spec.loss === 'huber' ? 'r2' : 'accuracy';
    this.stepKeys = ['batch.loss'];
    this.layerKeys = job.gradients === 'off' ? [] : this.trainer.scalarNames;
    this.evaluationKeys = ['train.loss', `train.${metric}`, 'dev.loss', `dev.${metric}`];
    const widths = { step: 1, layer: this.layerKeys.length, evaluation: this.evaluationKeys.length };
    this.#recorder = new Recorder(widths, () => host.now());
  }

  get step(): number {
    return this.#step;
  }

  get seconds(): number {
    return this.#busy / 1000;
  }

  progress(): Progress {
    const stepsPerSecond = this.#busy > 0 ? this.#step / (this.#busy / 1000) : 0;
    return {
      epoch: this.#epoch,
      step: this.#step,
      totalSteps: this.totalSteps,
      stepsPerSecond,
      secondsLeft: stepsPerSecond > 0 ? (this.totalSteps - this.#step) / stepsPerSecond : null,
    };
  }

  /** Trains to the end, to a stop, or to the first number that is not finite. */
  async run(): Promise<TrainingEnd> {
    this.#sliceStart = this.#host.now();
    const failure = await this.#trainEpochs();
    this.#busy += this.#host.now() - this.#sliceStart;
    await this.#flush();
    const isDone = this.#step === this.totalSteps || this.#bestEpoch !== null;
    return {
      outcome: failure ? 'diverged' : isDone ? 'finished' : 'stopped',
      failure,
      bestEpoch: this.#bestEpoch,
    };
  }

  /** Scores of the parameters as they are now, over whole parts; the test part is looked at only here. */
  finalScores(): Scores {
    return {
      ...scoreParts(this.trainer, this.#job.data),
      test: scorePart(this.trainer, this.#job.data.test),
    };
  }

  async #trainEpochs(): Promise<Failure | null> {
    this.#recordEvaluation();
    this.#host.recordHashes('start');
    const { epochs } = this.#job;
    while (this.#epoch < epochs) {
      this.#order.shuffle();
      for (let first = 0; first < this.#order.perEpoch;) {
        if (this.#host.now() - this.#sliceStart >= slice) await this.#pauseForMessages();
        if (this.#host.isStopped() || this.#step === this.#job.stopAt) return null;
        const { taken, failure } = this.#trainSome(first);
        if (failure) return failure;
        first += taken;
      }
      this.#epoch += 1;
      const { dev } = this.#recordEvaluation();
      if (isHashedEpoch(this.#epoch, epochs)) this.#host.recordHashes('epoch');
      if (this.#early?.isOver(this.#epoch, dev?.loss ?? null)) {
        this.#early.restore();
        this.#bestEpoch = this.#early.bestEpoch;
        return null;
      }
    }
    return null;
  }

  /** Some of the batches that this epoch has left, from batch `first` on. */
  #trainSome(first: number): { taken: number; failure: Failure | null } {
    const left = this.#order.perEpoch - first;
    const beforeStop = (this.#job.stopAt ?? Infinity) - this.#step;
    const count = Math.min(this.#pace.steps, left, beforeStop);
    const rates = Array.from({ length: count }, (_, index) =>
      learningRateFactor(this.#job.schedule, this.#step + index, this.totalSteps),
    );
    const started = this.#host.now();
    const before = this.#step;
    const { batchSize } = this.#job;
    const { taken, divergence } = this.trainer.trainBatches({ first, count, batchSize, rates });
    this.#pace.note(count, this.#host.now() - started);
    this.#step += taken;
    this.#record(before, taken);
    return { taken, failure: divergence === null ? null : describeDivergence(divergence, this.#step + 1) };
  }

  /** The losses of steps `before` + 1 …, and the numbers of those that were measured. */
  #record(before: number, taken: number): void {
    const { losses, measureEvery } = this.trainer;
    let row = 0;
    for (let index = 0; index < taken; index += 1) {
      const step = before + index + 1;
      this.#recorder.add('step', step)[0] = losses[index] ?? Number.NaN;
      if (measureEvery > 0 && (step - 1) % measureEvery === 0) {
        this.trainer.readScalars(this.#recorder.add('layer', step), row);
        row += 1;
      }
    }
  }

  async #pauseForMessages(): Promise<void> {
    this.#busy += this.#host.now() - this.#sliceStart;
    await this.#host.breathe();
    if (this.#recorder.isDue() || this.#host.isPaused()) await this.#flush();
    if (this.#host.isPaused()) await this.#host.waitWhilePaused();
    this.#sliceStart = this.#host.now();
  }

  async #flush(): Promise<void> {
    await this.#host.send(this.#recorder.take(), this.progress(), this.#scores);
    this.#scores = null;
  }

  #recordEvaluation(): Scores {
    const scores = scoreParts(this.trainer, this.#job.data);
    this.#scores = scores;
    const row = this.#recorder.add('evaluation', this.#step);
    row.set([...scoreNumbers(scores.train), ...scoreNumbers(scores.dev)]);
    return scores;
  }
}

function describeDivergence(divergence: DivergenceError, step: number): Failure {
  const { message, layer, tensor } = divergence;
  return { message: `At step ${step}, ${message}.`, layer, tensor, step };
}
