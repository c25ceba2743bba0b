import type { Evaluation, NamedTensor, NetworkTrainer, TrainingSpec } from '../engine.ts';
import { checkCount, checkLength, checkSpec } from '../input-check.ts';
import { createQuality } from '../quality.ts';
import { createGenerator } from '../../random/generator.ts';
import { initializeLayer } from '../../reference/inits/initialize-layer.ts';
import { listScalarNames } from '../scalar-names.ts';
import { planArena, type Arena } from './arena.ts';
import { findDivergence } from './divergence.ts';
import { instantiateKernels, type Kernels } from './kernel-instance.ts';
import { writeNetwork } from './network-record.ts';

/** The trainer of `wasm-simd@1`: everything lies in one memory, and a step crosses into the kernels once. */
export class WasmTrainer implements NetworkTrainer {
  readonly scalarNames: readonly string[];
  readonly parameters: readonly NamedTensor[];
  readonly #spec: TrainingSpec;
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #buffer: ArrayBuffer;
  readonly #X: Float32Array;
  readonly #Y: Float32Array;
  readonly #A: Float32Array;
  readonly #outputs: number;
  /** NaN until a step has been taken. */
  readonly #scalars: Float32Array;
  /** m of the last step. */
  #lastBatch = 0;

  /**
   * @throws RangeError when the spec describes no network, its loss does not fit its output, or the memory that it
   * needs cannot be had
   */
  constructor(spec: TrainingSpec, options: { paired?: boolean } = {}) {
    checkSpec(spec);
    this.#spec = spec;
    this.#arena = planArena(spec);
    const { kernels, buffer } = instantiateKernels(this.#arena.bytes, options);
    this.#kernels = kernels;
    this.#buffer = buffer;
    writeNetwork(buffer, this.#arena, spec);
    const { layers, X, Y } = this.#arena;
    const output = layers[layers.length - 1]!;
    this.#outputs = output.n;
    this.#X = new Float32Array(buffer, X, spec.maxBatch * spec.inputs);
    this.#Y = new Float32Array(buffer, Y, spec.maxBatch * output.n);
    this.#A = new Float32Array(buffer, output.A, spec.maxBatch * output.n);
    this.scalarNames = listScalarNames(layers.length);
    this.#scalars = new Float32Array(buffer, this.#arena.scalars, this.scalarNames.length).fill(NaN);
    this.parameters = layers.flatMap(({ l, n, n_prev, W, b }): NamedTensor[] => [
      { name: `W${l}`, shape: [n, n_prev], values: new Float32Array(buffer, W, n * n_prev) },
      { name: `b${l}`, shape: [n, 1], values: new Float32Array(buffer, b, n) },
    ]);
    this.#initialize();
  }

  step(X: Float32Array, Y: Float32Array, m: number): number {
    this.#check(X, m, this.#spec.maxBatch);
    checkLength('Y', Y, m, this.#outputs);
    copyNumbers(X, m * this.#spec.inputs, this.#X);
    copyNumbers(Y, m * this.#outputs, this.#Y);
    const loss = this.#kernels.step(this.#arena.network, m);
    if (Number.isNaN(loss)) this.#reportDivergence();
    this.#lastBatch = m;
    return loss;
  }

  predict(X: Float32Array, m: number): Float32Array {
    this.#check(X, m, this.#spec.maxBatch);
    copyNumbers(X, m * this.#spec.inputs, this.#X);
    this.#kernels.forward(this.#arena.network, m);
    return this.#A.subarray(0, m * this.#outputs);
  }

  evaluate(X: Float32Array, Y: Float32Array, m: number): Evaluation {
    this.#check(X, m, Infinity);
    const n = this.#outputs;
    checkLength('Y', Y, m, n);
    const { inputs, maxBatch, loss: lossName } = this.#spec;
    const { network } = this.#arena;
    const quality = createQuality(lossName, n);
    let loss = 0;
    for (let start = 0; start < m; start += maxBatch) {
      const part = Math.min(maxBatch, m - start);
      const Y_part = Y.subarray(start * n, (start + part) * n);
      this.#X.set(X.subarray(start * inputs, (start + part) * inputs));
      this.#Y.set(Y_part);
      this.#kernels.forward(network, part);
      loss += this.#kernels.lossOf(network, part);
      quality.add(this.#A, Y_part, part, n);
    }
    return { loss: loss / m, ...quality.finish() };
  }

  readScalars(out: Float32Array): void {
    if (this.#lastBatch > 0)
      this.#kernels.writeScalars(this.#arena.network, this.#lastBatch, this.#arena.scalars);
    copyNumbers(this.#scalars, this.#scalars.length, out);
  }

  #reportDivergence(): never {
    throw findDivergence(this.#buffer, this.#arena) ?? new Error('the step gave no number for no reason');
  }

  #initialize(): void {
    const generator = createGenerator(this.#spec.seed);
    this.#arena.layers.forEach(({ l, n, n_prev }, index) => {
      const { W, b } = initializeLayer(this.#spec.layers[index]!.init, l, n_prev, n, generator);
      this.parameters[2 * index]!.values.set(W);
      this.parameters[2 * index + 1]!.values.set(b);
    });
  }

  #check(X: Float32Array, m: number, most: number): void {
    checkCount(m, most);
    checkLength('X', X, m, this.#spec.inputs);
  }
}

/** For a few numbers a loop is quicker than `set` with its views. */
function copyNumbers(from: Float32Array, count: number, to: Float32Array): void {
  if (count > 64) to.set(from.length === count ? from : from.subarray(0, count));
  else for (let i = 0; i < count; i++) to[i] = from[i]!;
}
