import type { Worker } from 'node:worker_threads';
import type { HashedMoment } from '../store/api.ts';
import type { FromWorker, NewCheckpoint, ToWorker, TrainingJob } from './messages.ts';

export interface Prediction {
  step: number;
  outputs: number;
  /** (m, outputs), row by row. */
  values: Float32Array;
}

/** What a training thread tells; each is awaited before its message is acknowledged. */
export interface TrainerEvents {
  started(message: Extract<FromWorker, { type: 'started' }>): Promise<void>;
  hashed(moments: HashedMoment[]): Promise<void>;
  rows(message: Extract<FromWorker, { type: 'rows' }>): Promise<void>;
  checkpoints(checkpoints: NewCheckpoint[]): Promise<void>;
  paused(seconds: number): Promise<void>;
  resumed(): Promise<void>;
  ended(message: Extract<FromWorker, { type: 'ended' }>): Promise<void>;
  /** The thread threw, ran out of memory or was terminated before it ended. */
  failed(cause: Error): Promise<void>;
}

/** A training thread was terminated, or left without a word. */
class ThreadEndedError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`The training thread ended early (code ${exitCode}).`);
    this.name = 'ThreadEndedError';
    this.exitCode = exitCode;
  }
}

/** The near side of one training thread: sends orders, passes on what it tells, in order. */
export class Trainer {
  readonly #worker: Worker;
  readonly #events: TrainerEvents;
  readonly #predictions = new Map<number, (prediction: Prediction | null) => void>();
  #sequence = 0;
  #ended = false;
  /** Messages are handled one after the other, also while one waits for the store. */
  #chain: Promise<void> = Promise.resolve();
  readonly #finish = Promise.withResolvers<void>();
  /** What could not be told: why the run's end is not written. */
  #untold: Error | null = null;

  constructor(spawn: (job: TrainingJob) => Worker, job: TrainingJob, events: TrainerEvents) {
    this.#events = events;
    this.#worker = spawn(job);
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('error', (error) => this.#enqueue(() => this.#fail(toError(error))));
    this.#worker.on('exit', (code) => {
      this.#enqueue(() => this.#fail(new ThreadEndedError(code)));
      void this.#chain.then(() => this.#close());
    });
  }

  /** Resolves when the thread is gone and its last message handled; rejects when the end could not be kept. */
  get done(): Promise<void> {
    return this.#finish.promise;
  }

  pause(): void {
    this.#post({ type: 'pause' });
  }

  resume(): void {
    this.#post({ type: 'resume' });
  }

  stop(): void {
    this.#post({ type: 'stop' });
  }

  /** A_L for m standardised examples by the parameters of this moment; null when the thread has ended. */
  predict(X: Float32Array, m: number): Promise<Prediction | null> {
    if (this.#ended) return Promise.resolve(null);
    this.#sequence += 1;
    const sequence = this.#sequence;
    return new Promise((resolve) => {
      this.#predictions.set(sequence, resolve);
      this.#post({ type: 'predict', sequence, X, m });
    });
  }

  #receive(message: FromWorker): void {
    if (message.type === 'predicted') {
      const { sequence, step, outputs, values } = message;
      this.#predictions.get(sequence)?.({ step, outputs, values });
      this.#predictions.delete(sequence);
      return;
    }
    // What a thread still told after its run was given up is not written.
    this.#enqueue(async () => (this.#ended ? undefined : this.#handle(message)));
  }

  async #handle(message: Exclude<FromWorker, { type: 'predicted' }>): Promise<void> {
    switch (message.type) {
      case 'started':
        return this.#events.started(message);
      case 'hashed':
        return this.#events.hashed(message.moments);
      case 'rows':
        await this.#events.rows(message);
        return this.#post({ type: 'acknowledge', brought: 'rows' });
      case 'checkpoints':
        await this.#events.checkpoints(message.checkpoints);
        return this.#post({ type: 'acknowledge', brought: 'checkpoints' });
      case 'paused':
        return this.#events.paused(message.seconds);
      case 'resumed':
        return this.#events.resumed();
      case 'ended':
        await this.#events.ended(message);
        this.#ended = true;
        return;
    }
  }

  /** A failure to keep what a thread told (a full disk, say) ends that run and no other. */
  #enqueue(work: () => Promise<void>): void {
    this.#chain = this.#chain.then(work).catch(async (error: unknown) => {
      // Not awaited: the thread's exit is itself handled after this.
      void this.#worker.terminate();
      await this.#fail(toError(error));
    });
  }

  async #fail(cause: Error): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    try {
      await this.#events.failed(cause);
    } catch (error) {
      this.#untold = toError(error);
    }
  }

  #close(): void {
    for (const answer of this.#predictions.values()) answer(null);
    this.#predictions.clear();
    if (this.#untold === null) this.#finish.resolve();
    else this.#finish.reject(this.#untold);
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
