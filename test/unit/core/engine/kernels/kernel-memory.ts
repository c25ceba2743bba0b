import { instantiateKernels, type Kernels } from '#shared/core/engine/wasm/kernel-instance.ts';

/** The kernels with a memory that a test fills. */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly #buffer: ArrayBufferLike;
  #end = 1024;

  constructor(bytes = 2 ** 20) {
    const { kernels, buffer } = instantiateKernels(bytes);
    this.kernels = kernels;
    this.#buffer = buffer;
  }

  /** Forgets what was reserved: a memory of its own for each of many trials would be slow. */
  clear(): void {
    this.#end = 1024;
  }

  /** Room for `count` numbers that begin at NaN, so that what is read without being written shows. */
  reserve(count: number): { at: number; values: Float32Array } {
    const at = this.#take(4 * count);
    return { at, values: new Float32Array(this.#buffer, at, count) };
  }

  reserveDoubles(count: number): { at: number; values: Float64Array } {
    const at = this.#take(8 * count);
    return { at, values: new Float64Array(this.#buffer, at, count) };
  }

  /** Room for `count` counters, all 0. */
  reserveCounters(count: number): { at: number; values: Uint32Array } {
    const at = this.#take(4 * count);
    return { at, values: new Uint32Array(this.#buffer, at, count).fill(0) };
  }

  write(numbers: Iterable<number>): { at: number; values: Float32Array } {
    const list = Float32Array.from(numbers);
    const place = this.reserve(list.length);
    place.values.set(list);
    return place;
  }

  #take(bytes: number): number {
    const at = this.#end;
    // Kernels may read a vector or two beyond a ragged end.
    this.#end = Math.ceil((at + bytes) / 64) * 64 + 64;
    new Float32Array(this.#buffer, at, (this.#end - at) / 4).fill(NaN);
    return at;
  }
}
