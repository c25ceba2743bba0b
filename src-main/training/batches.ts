import { createGenerator } from '#shared/core/random/generator.ts';
import type { PreparedPart } from '../datasets/prepare.ts';

export interface Batch {
  /** (n_0, m), sample-major. */
  X: Float32Array;
  /** (n_L, m). */
  Y: Float32Array;
  m: number;
}

/**
 * Cuts the training part into mini-batches, in a new order every epoch. The order comes from the stream `batches`
 * of the run's seed, so the same recipe sees the same examples in the same order. The last batch of an epoch may
 * be smaller. Buffers are allocated once.
 */
export class Batches {
  readonly perEpoch: number;
  readonly #part: PreparedPart;
  readonly #inputs: number;
  readonly #outputs: number;
  readonly #batchSize: number;
  readonly #order: Uint32Array;
  readonly #generator;
  readonly #X: Float32Array;
  readonly #Y: Float32Array;

  constructor(
    part: PreparedPart,
    sizes: { inputs: number; outputs: number; batchSize: number; seed: number },
  ) {
    this.#part = part;
    this.#inputs = sizes.inputs;
    this.#outputs = sizes.outputs;
    this.#batchSize = Math.min(sizes.batchSize, part.m);
    this.perEpoch = Math.ceil(part.m / this.#batchSize);
    this.#order = Uint32Array.from({ length: part.m }, (_, index) => index);
    this.#generator = createGenerator(sizes.seed).stream('batches');
    this.#X = new Float32Array(this.#batchSize * sizes.inputs);
    this.#Y = new Float32Array(this.#batchSize * sizes.outputs);
  }

  /** Puts the examples in the order of the next epoch. */
  shuffle(): void {
    this.#generator.shuffle(this.#order);
  }

  /** Gathers batch `index` of this epoch; overwritten by the next call. */
  gather(index: number): Batch {
    const from = index * this.#batchSize;
    const to = Math.min(from + this.#batchSize, this.#part.m);
    for (let at = from; at < to; at += 1) {
      const example = this.#order[at]!;
      copyRow(this.#part.X, example, this.#inputs, this.#X, at - from);
      copyRow(this.#part.Y, example, this.#outputs, this.#Y, at - from);
    }
    const m = to - from;
    return {
      X: this.#X.subarray(0, m * this.#inputs),
      Y: this.#Y.subarray(0, m * this.#outputs),
      m,
    };
  }
}

function copyRow(from: Float32Array, row: number, width: number, to: Float32Array, toRow: number): void {
  const source = row * width;
  const target = toRow * width;
  for (let column = 0; column < width; column += 1) to[target + column] = from[source + column]!;
}
