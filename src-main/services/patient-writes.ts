import { isProblem, type ProblemCode, type ProblemError } from '#shared/problem.ts';
import type { StoreClient } from '../store/api.ts';
import type { Clock } from './clock.ts';

/** Milliseconds between two attempts. */
const retryEvery = 2000;

/** What may be over in a while, or when a person has made room. */
const passing: readonly ProblemCode[] = ['store.full', 'store.unwritable', 'store.gone'];

export interface PatientWritesParts {
  store: Pick<StoreClient, 'makeRoom'>;
  clock: Pick<Clock, 'every'>;
  /** A write is refused, for the first time or for another reason than before. */
  waiting: (problem: ProblemError) => Promise<void>;
  /** There is room again; the write that waited comes next. */
  goingOn: () => Promise<void>;
}

/**
 * Repeats a write that the disk refuses until it succeeds: rows wait, and the thread that measures them waits with
 * them, so nothing is lost. A reserve is made anew before the write is tried again, so that a disk that has only just
 * some room does not start and stop the run at every batch.
 */
export class PatientWrites {
  readonly #parts: PatientWritesParts;
  #waitsFor: ProblemError | null = null;
  #wake: () => void = () => {};
  #isHurried = false;
  #isGivenUp = false;

  constructor(parts: PatientWritesParts) {
    this.#parts = parts;
  }

  /** Whether a write was given up that the disk refused. */
  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /** @throws what the work throws and time does not mend, and anything once the waiting was given up */
  async write<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (this.#isHurried) this.#isGivenUp = true;
        if (this.#isGivenUp) throw error;
        await this.#waitForRoom(error);
      }
    }
  }

  /** Tries again now. */
  retryNow(): void {
    this.#wake();
  }

  /** Ends the waiting, if there is any: the write that waits is refused. */
  giveUp(): void {
    if (this.#waitsFor === null) return;
    this.#isGivenUp = true;
    this.#wake();
  }

  /** From now on nothing waits. */
  hurry(): void {
    this.#isHurried = true;
    this.giveUp();
  }

  async #waitForRoom(error: ProblemError): Promise<void> {
    const isNews = this.#waitsFor?.message !== error.message;
    this.#waitsFor = error;
    // Before anyone is told: an order may come at once.
    let attempt = this.#nextAttempt();
    if (isNews) await this.#parts.waiting(error);
    for (;;) {
      await attempt;
      if (this.#isGivenUp) throw error;
      if (await this.#parts.store.makeRoom().catch(() => false)) break;
      attempt = this.#nextAttempt();
    }
    this.#waitsFor = null;
    await this.#parts.goingOn();
  }

  #nextAttempt(): Promise<void> {
    if (this.#isGivenUp) return Promise.resolve();
    return new Promise<void>((resolve) => {
      const stop = this.#parts.clock.every(retryEvery, () => this.#wake());
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }
}

function isPassing(error: unknown): error is ProblemError {
  return isProblem(error) && passing.includes(error.code);
}
