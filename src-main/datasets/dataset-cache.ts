import type { Dataset } from './dataset.ts';

/** Keeps the datasets that were used last, as long as their X and Y together stay below a number of bytes. */
export class DatasetCache {
  readonly #most: number;
  readonly #kept = new Map<string, Dataset>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  get(source: string): Dataset | undefined {
    const dataset = this.#kept.get(source);
    if (dataset !== undefined) {
      // A map keeps its order of insertion: the last one used moves to the end.
      this.#kept.delete(source);
      this.#kept.set(source, dataset);
    }
    return dataset;
  }

  put(source: string, dataset: Dataset): void {
    this.remove(source);
    this.#kept.set(source, dataset);
    this.#bytes += bytesOf(dataset);
    while (this.#bytes > this.#most) {
      const oldest = this.#kept.keys().next();
      if (oldest.done) return;
      this.remove(oldest.value);
    }
  }

  remove(source: string): void {
    const dataset = this.#kept.get(source);
    if (dataset === undefined) return;
    this.#kept.delete(source);
    this.#bytes -= bytesOf(dataset);
  }
}

function bytesOf({ X, Y }: Dataset): number {
  return X.byteLength + Y.byteLength;
}
