import {
  DivergenceError,
  type Engine,
  type Evaluation,
  type NetworkTrainer,
} from '#shared/core/engine/engine.ts';
import type { Progress } from '#shared/contract/events.ts';
import type { Failure, Score } from '#shared/contract/runs.ts';
import type { PreparedPart } from '../datasets/prepare.ts';
import type { SeriesRows } from '../store/api.ts';
import { Batches } from './batches.ts';
import { isHashedEpoch } from './hashed-epochs.ts';
import type { Scores, TrainingJob } from './messages.ts';
import { Recorder } from './recorder.ts';

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
  /** Tells the hash of every parameter as it is now. */
  recordHashes(moment: 'start' | 'epoch'): void;
  /** Hands rows over; resolves when there is room for more. */
  send(rows: SeriesRows[], progress: Progress, scores: Scores | null): Promise<void>;
}

/**
 * The life of one training inside its thread: epochs of shuffled mini-batches, a row of numbers for every step,
 * scores of the whole parts after every epoch.
 */
export class TrainingLoop {
  readonly trainer: NetworkTrainer;
  readonly stepKeys: string[];
  readonly evaluationKeys: string[];
  readonly totalSteps: number;
  readonly #job: TrainingJob;
  readonly #batches: Batches;
  readonly #recorder: Recorder;
  readonly #host: LoopHost;
  readonly #scalars: Float32Array;
  #step = 0;
  #epoch = 0;
  /** Time training, without pauses, in milliseconds. */
  #busy = 0;
  #sliceStart = 0;
  #scores: Scores | null = null;

  constructor(job: TrainingJob, engine: Engine, host: LoopHost) {
    this.#job = job;
    this.#host = host;
    this.trainer = engine.createTrainer(job.spec, { paired: job.simd === '256' });
    const { inputs, outputs } = job.data;
    this.#batches = new Batches(job.data.train, {
      inputs,
      outputs,
      batchSize: job.batchSize,
      seed: job.seed,
    });
    this.totalSteps = this.#batches.perEpoch * job.epochs;
    const metric = job.spec.loss === 'meanSquaredError' ? 'r2' : 'accuracy';
    this.stepKeys = ['batch.loss', ...(job.recordGradients ? this.trainer.scalarNames : [])];
    this.evaluationKeys = ['train.loss', `train.${metric}`, 'dev.loss', `dev.${metric}`];
    this.#scalars = new Float32Array(this.trainer.scalarNames.length);
    this.#recorder = new Recorder(this.stepKeys.length, this.evaluationKeys.length, () => host.now());
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
  async run(): Promise<{ outcome: 'finished' | 'stopped' | 'diverged'; failure: Failure | null }> {
    this.#sliceStart = this.#host.now();
    const failure = await this.#trainEpochs();
    this.#busy += this.#host.now() - this.#sliceStart;
    await this.#flush();
    const unfinished = this.#step < this.totalSteps;
    return { outcome: failure ? 'diverged' : unfinished ? 'stopped' : 'finished', failure };
  }

  /** Scores of the parameters as they are now, over whole parts; the test part is looked at only here. */
  finalScores(): Scores {
    return { ...this.#evaluateParts(), test: this.#score(this.#job.data.test) };
  }

  async #trainEpochs(): Promise<Failure | null> {
    this.#recordEvaluation();
    this.#host.recordHashes('start');
    for (let epoch = 0; epoch < this.#job.epochs; epoch += 1) {
      this.#batches.shuffle();
      for (let index = 0; index < this.#batches.perEpoch; index += 1) {
        if (this.#host.now() - this.#sliceStart >= slice) await this.#pauseForMessages();
        if (this.#host.isStopped() || this.#step === this.#job.stopAt) return null;
        const failure = this.#trainBatch(index);
        if (failure) return failure;
      }
      this.#epoch = epoch + 1;
      this.#recordEvaluation();
      if (isHashedEpoch(this.#epoch, this.#job.epochs)) this.#host.recordHashes('epoch');
    }
    return null;
  }

  #trainBatch(index: number): Failure | null {
    const { X, Y, m } = this.#batches.gather(index);
    try {
      const loss = this.trainer.step(X, Y, m);
      this.#step += 1;
      const row = this.#recorder.addStep(this.#step);
      row[0] = loss;
      if (this.#job.recordGradients) {
        this.trainer.readScalars(this.#scalars);
        row.set(this.#scalars, 1);
      }
      return null;
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      const step = this.#step + 1;
      return {
        message: `At step ${step}, ${error.message}.`,
        layer: error.layer,
        tensor: error.tensor,
        step,
      };
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

  #recordEvaluation(): void {
    const scores = this.#evaluateParts();
    this.#scores = scores;
    const row = this.#recorder.addEvaluation(this.#step);
    row.set([...scoreNumbers(scores.train), ...scoreNumbers(scores.dev)]);
  }

  #evaluateParts(): Scores {
    const { train, dev } = this.#job.data;
    const trainScore = this.#score(train);
    if (trainScore === null) throw new Error('The training part is empty.');
    return { train: trainScore, dev: this.#score(dev), test: null };
  }

  #score(part: PreparedPart): Score | null {
    return part.m === 0 ? null : toScore(this.trainer.evaluate(part.X, part.Y, part.m));
  }
}

/** Scores cross to JSON, where only finite numbers exist. */
function toScore({ loss, accuracy, r2 }: Evaluation): Score {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    loss: finite(loss),
    ...(accuracy === undefined ? {} : { accuracy: finite(accuracy) }),
    ...(r2 === undefined ? {} : { r2: finite(r2) }),
  };
}

function scoreNumbers(score: Score | null): [number, number] {
  return [score?.loss ?? Number.NaN, score?.accuracy ?? score?.r2 ?? Number.NaN];
}
