import type { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, TrainingJob } from './messages.ts';

export interface Prediction {
  step: number;
  outputs: number;
  /** (m, outputs), row by row. */
  values: Float32Array;
}

/** What a training thread tells; each is awaited before its message is acknowledged. */
export interface TrainerEvents {
  started(message: Extract<FromWorker, { type: 'started' }>): Promise<void>;
  rows(message: Extract<FromWorker, { type: 'rows' }>): Promise<void>;
  paused(seconds: number): Promise<void>;
  resumed(): Promise<void>;
  ended(message: Extract<FromWorker, { type: 'ended' }>): Promise<void>;
  /** The thread threw, ran out of memory or was terminated before it ended. */
  failed(cause: Error): Promise<void>;
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
  #finish: () => void = () => {};
  /** Resolves when the last message has been handled. */
  readonly done: Promise<void>;

  constructor(spawn: (job: TrainingJob) => Worker, job: TrainingJob, events: TrainerEvents) {
    this.#events = events;
    this.done = new Promise((resolve) => (this.#finish = resolve));
    this.#worker = spawn(job);
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('error', (error) => this.#enqueue(() => this.#fail(toError(error))));
    this.#worker.on('exit', (code) =>
      this.#enqueue(async () => {
        await this.#fail(new Error(`The training thread ended early (code ${code}).`));
        this.#answerAll();
        this.#finish();
      }),
    );
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
    this.#enqueue(() => this.#handle(message));
  }

  async #handle(message: Exclude<FromWorker, { type: 'predicted' }>): Promise<void> {
    switch (message.type) {
      case 'started':
        return this.#events.started(message);
      case 'rows':
        await this.#events.rows(message);
        return this.#post({ type: 'acknowledge' });
      case 'paused':
        return this.#events.paused(message.seconds);
      case 'resumed':
        return this.#events.resumed();
      case 'ended':
        this.#ended = true;
        return this.#events.ended(message);
    }
  }

  /** A failure to keep what a thread told (a full disk, say) ends that run and no other. */
  #enqueue(work: () => Promise<void>): void {
    this.#chain = this.#chain.then(work).catch(async (error: unknown) => {
      await this.#worker.terminate();
      await this.#fail(toError(error));
    });
  }

  async #fail(cause: Error): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#events.failed(cause);
  }

  #answerAll(): void {
    for (const answer of this.#predictions.values()) answer(null);
    this.#predictions.clear();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
