import type { TrainingState } from '#shared/contract/checkpoints.ts';
import type { BatchOrder } from './batch-order.ts';

/** Where a training stands in its epochs of shuffled batches. */
export class Course {
  readonly totalSteps: number;
  readonly #order: BatchOrder;
  readonly #epochs: number;
  #step: number;
  #epoch: number;
  #batch: number;

  /** @param start where it begins, if not at the very start; the order's own state is put back by the caller */
  constructor(
    order: BatchOrder,
    epochs: number,
    start: Pick<TrainingState, 'step' | 'epoch' | 'batch'> | null,
  ) {
    this.#order = order;
    this.#epochs = epochs;
    this.#step = start?.step ?? 0;
    this.#epoch = start?.epoch ?? 0;
    this.#batch = start?.batch ?? 0;
    this.totalSteps = this.#step - this.#batch + order.perEpoch * (epochs - this.#epoch);
  }

  /** Steps taken since the run, or the run that it was forked from, began. */
  get step(): number {
    return this.#step;
  }

  /** Whole epochs done. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Batches of this epoch that are done. */
  get batch(): number {
    return this.#batch;
  }

  get batchesLeft(): number {
    return this.#order.perEpoch - this.#batch;
  }

  get isOver(): boolean {
    return this.#epoch >= this.#epochs;
  }

  /** Shuffles the examples where an epoch begins. */
  begin(): void {
    if (this.#batch === 0) this.#order.shuffle();
  }

  /** @returns whether the epoch ended with these steps */
  advance(steps: number): boolean {
    this.#step += steps;
    this.#batch += steps;
    if (this.#batch < this.#order.perEpoch) return false;
    this.#batch = 0;
    this.#epoch += 1;
    return true;
  }
}
