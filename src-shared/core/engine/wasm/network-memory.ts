import type { TileName, TrainingSpec } from '../engine.ts';
import { RING, recordBytes, type Arena } from './arena.ts';
import { commands, tileCodes, tileNames } from './codes.ts';
import { instantiateKernels, type KernelInstance } from './kernel-instance.ts';
import { LAYER_MEASURES } from './measures.ts';
import { FIRST_POWER, wordOf, writeRecords, type NetworkWord } from './records.ts';

/** A network laid out in a memory of its own: views of its tensors, and the orders it can be given. */
export class NetworkMemory {
  readonly arena: Arena;
  readonly instance: KernelInstance;
  readonly #words: Int32Array;

  /** @throws RangeError naming the figure when the memory cannot be had */
  constructor(spec: TrainingSpec, arena: Arena, paired: boolean) {
    this.arena = arena;
    this.instance = instantiateKernels(arena.bytes, paired);
    const { kernels, buffer } = this.instance;
    const { network, layer, worker } = recordBytes;
    if (
      kernels.networkBytes() !== network ||
      kernels.layerBytes() !== layer ||
      kernels.workerBytes() !== worker
    )
      throw new Error(
        `the kernels' records take ${kernels.networkBytes()}, ${kernels.layerBytes()} and ${kernels.workerBytes()} bytes`,
      );
    writeRecords(buffer, arena, spec);
    this.#words = new Int32Array(buffer, arena.network, network / 4);
  }

  get(field: NetworkWord): number {
    return this.#words[wordOf(field)]!;
  }

  set(field: NetworkWord, value: number): void {
    this.#words[wordOf(field)] = value;
  }

  /** β₁ᵗ and β₂ᵗ of the last step. */
  get powers(): Float64Array {
    return this.doubles(this.arena.network + 8 * FIRST_POWER, 2);
  }

  get tile(): TileName {
    return tileNames.find((name) => tileCodes[name] === this.get('tile')) ?? '4x8';
  }

  set tile(tile: TileName) {
    this.set('tile', tileCodes[tile]);
  }

  /** Gives an order and waits until it is carried out. */
  conduct(command: keyof typeof commands): void {
    this.set('command', commands[command]);
    this.instance.kernels.conduct(this.arena.network);
  }

  floats(at: number, count: number): Float32Array {
    return new Float32Array(this.instance.buffer, at, count);
  }

  doubles(at: number, count: number): Float64Array {
    return new Float64Array(this.instance.buffer, at, count);
  }

  get rates(): Float64Array {
    return this.doubles(this.arena.rates, RING);
  }

  get losses(): Float64Array {
    return this.doubles(this.arena.losses, RING);
  }

  /** Row `index` of what the last steps measured. */
  measures(index: number): Float64Array {
    const width = this.arena.layers.length * LAYER_MEASURES;
    return this.doubles(this.arena.rows + 8 * width * index, width);
  }
}
