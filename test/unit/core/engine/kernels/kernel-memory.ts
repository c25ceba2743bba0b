import { instantiateKernels, type Kernels } from '#shared/core/engine/wasm/kernel-instance.ts';

/** The kernels with a memory that a test fills. */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly #buffer: ArrayBuffer;
  #end = 1024;

  constructor(bytes = 2 ** 20) {
    const { kernels, buffer } = instantiateKernels(bytes);
    this.kernels = kernels;
    this.#buffer = buffer;
  }

  /** Room for `count` numbers that begin at NaN, so that what is read without being written shows. */
  reserve(count: number): { at: number; values: Float32Array } {
    const at = this.#end;
    // Kernels may read a vector or two beyond a ragged end.
    this.#end += 4 * (Math.ceil(count / 4) * 4 + 16);
    new Float32Array(this.#buffer, at, (this.#end - at) / 4).fill(NaN);
    return { at, values: new Float32Array(this.#buffer, at, count) };
  }

  write(numbers: Iterable<number>): { at: number; values: Float32Array } {
    const list = Float32Array.from(numbers);
    const place = this.reserve(list.length);
    place.values.set(list);
    return place;
  }
}
