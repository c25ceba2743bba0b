import { createGenerator, resumeStream, type RandomStream } from '#shared/core/random/generator.ts';

/**
 * Puts the examples in a new order every epoch. The order comes from the stream `batches` of the run's seed, so the
 * same recipe sees the same examples in the same order.
 */
export class BatchOrder {
  /** Batches in an epoch; the last may be smaller. */
  readonly perEpoch: number;
  readonly #order: Uint32Array;
  #stream: RandomStream;

  /** @param order 0 … m − 1; shuffled in place */
  constructor(order: Uint32Array, batchSize: number, seed: number) {
    this.perEpoch = Math.ceil(order.length / batchSize);
    this.#order = order;
    this.#stream = createGenerator(seed).stream('batches');
  }

  /** The generator's words, which decide every order to come. */
  get state(): [number, number, number, number] {
    const [a = 0, b = 0, c = 0, d = 0] = this.#stream.readState();
    return [a, b, c, d];
  }

  set state(words: readonly number[]) {
    this.#stream = resumeStream(Uint32Array.from(words));
  }

  shuffle(): void {
    this.#stream.shuffle(this.#order);
  }
}
