import { createGenerator, type RandomStream } from '#shared/core/random/generator.ts';

/**
 * Puts the examples in a new order every epoch. The order comes from the stream `batches` of the run's seed, so the
 * same recipe sees the same examples in the same order.
 */
export class BatchOrder {
  /** Batches in an epoch; the last may be smaller. */
  readonly perEpoch: number;
  readonly #order: Uint32Array;
  readonly #stream: RandomStream;

  /** @param order 0 … m − 1; shuffled in place */
  constructor(order: Uint32Array, batchSize: number, seed: number) {
    this.perEpoch = Math.ceil(order.length / batchSize);
    this.#order = order;
    this.#stream = createGenerator(seed).stream('batches');
  }

  shuffle(): void {
    this.#stream.shuffle(this.#order);
  }
}
