import type { Worker } from 'node:worker_threads';
import { fromFailure } from '../store/thread-failure.ts';
import type { ImportAnswer, ImportJob, ImportTask, ImportTasks } from './messages.ts';

/** Starts `worker.ts` (or its built form) with a job. */
export type SpawnImport = (job: ImportJob) => Worker;

export interface ImportSteps {
  share: number;
  bytesPerSecond: number;
}

/** An import thread from outside: asked one thing after the other, and ended by whoever started it. */
export class ImportThread {
  readonly #worker: Worker;
  #turn: Promise<unknown> = Promise.resolve();
  #ended: Error | null = null;

  constructor(spawn: SpawnImport, job: ImportJob) {
    this.#worker = spawn(job);
    this.#worker.once('error', (cause: Error) => (this.#ended = cause));
    this.#worker.once('exit', () => (this.#ended ??= new Error('the import thread has ended')));
  }

  get hasEnded(): boolean {
    return this.#ended !== null;
  }

  /**
   * @param tell what is told on the way
   * @throws ProblemError of the task; Error when the thread ends before it answers
   */
  ask<T extends ImportTask>(
    task: T,
    ask: ImportTasks[T]['ask'],
    tell?: (steps: ImportSteps) => void,
  ): Promise<ImportTasks[T]['result']> {
    const answer = this.#turn.then(() => this.#askNow(task, ask, tell));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  #askNow<T extends ImportTask>(
    task: T,
    ask: ImportTasks[T]['ask'],
    tell?: (steps: ImportSteps) => void,
  ): Promise<ImportTasks[T]['result']> {
    const worker = this.#worker;
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise<ImportTasks[T]['result']>((resolve, reject) => {
      const hear = (message: ImportAnswer) => {
        if (message.type === 'progress') {
          tell?.(message);
          return;
        }
        leave();
        if (message.type === 'failed') reject(fromFailure(message.error));
        else resolve(message.result as ImportTasks[T]['result']);
      };
      const fail = (cause: Error) => {
        leave();
        reject(cause);
      };
      const exit = () => fail(this.#ended ?? new Error('the import thread has ended'));
      const leave = () => {
        worker.off('message', hear).off('error', fail).off('exit', exit);
      };
      worker.on('message', hear).once('error', fail).once('exit', exit);
      worker.postMessage({ task, ...ask });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
