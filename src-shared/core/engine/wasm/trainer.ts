import type {
  BatchRange,
  Evaluation,
  NamedTensor,
  NetworkTrainer,
  StepsTaken,
  TileName,
  TrainerOptions,
  TrainerPosition,
  TrainingSpec,
} from '../engine.ts';
import { checkCount, checkLength, checkSpec } from '../input-check.ts';
import { createQuality } from '../quality.ts';
import { createGenerator } from '../../random/generator.ts';
import { initializeLayer } from '../../reference/inits/initialize-layer.ts';
import { listScalarNames } from '../scalar-names.ts';
import { planArena, RING } from './arena.ts';
import { countArrivals, describeAssistants, dismissAssistants } from './assistants.ts';
import { findDivergence } from './divergence.ts';
import { createMeasureReader } from './measures.ts';
import { listMemories, listParameters, listStatistics } from './named-tensors.ts';
import { NetworkMemory } from './network-memory.ts';
import { findTrap } from './trap.ts';

/** The trainer of `wasm-simd@2`: everything lies in one memory, and one crossing into the kernels takes many steps. */
export class WasmTrainer implements NetworkTrainer {
  readonly scalarNames: readonly string[];
  readonly parameters: readonly NamedTensor[];
  readonly statistics: readonly NamedTensor[];
  readonly memories: readonly NamedTensor[];
  readonly order: Uint32Array;
  readonly bytes: number;
  readonly #spec: TrainingSpec;
  readonly #memory: NetworkMemory;
  readonly #X: Float32Array;
  readonly #Y: Float32Array;
  readonly #A: Float32Array;
  readonly #outputs: number;
  readonly #rates: Float64Array;
  readonly #losses: Float64Array;
  readonly #exampleLoss: Float64Array;
  readonly #readMeasure: ReturnType<typeof createMeasureReader>;
  readonly #room: number;
  /** m of each step that the last call measured. */
  readonly #measured: number[] = [];
  /** Threads that help, or are to come. */
  #helpers: number;

  /**
   * @throws RangeError when the spec describes no network, its loss does not fit its output, or the memory that it
   * needs cannot be had
   */
  constructor(spec: TrainingSpec, options: TrainerOptions = {}) {
    const { examples = 0, threads = 1, startThread, tile = '4x8', paired = false } = options;
    checkSpec(spec);
    this.#spec = spec;
    this.#room = examples;
    const helped = startThread === undefined ? 1 : threads;
    const arena = planArena(spec, { examples, threads: helped, keepAll: false });
    this.#memory = new NetworkMemory(spec, arena, paired);
    this.#memory.tile = tile;
    this.bytes = arena.bytes;
    const memory = this.#memory;
    const output = arena.layers[arena.layers.length - 1]!;
    this.#outputs = output.n;
    this.#X = memory.floats(arena.X, spec.maxBatch * spec.inputs);
    this.#Y = memory.floats(arena.Y, spec.maxBatch * output.n);
    this.#A = memory.floats(output.A, spec.maxBatch * output.n);
    this.#rates = memory.rates;
    this.#losses = memory.losses;
    this.#exampleLoss = memory.doubles(arena.exampleLoss, spec.maxBatch);
    this.#readMeasure = createMeasureReader(spec);
    this.order = new Uint32Array(memory.instance.buffer, arena.order, examples);
    this.scalarNames = listScalarNames(spec);
    this.parameters = listParameters(memory);
    this.statistics = listStatistics(memory);
    this.memories = listMemories(memory, spec.optimizer);
    this.#helpers = helped - 1;
    this.#initialize();
    for (const assistant of describeAssistants(memory)) startThread?.(assistant);
  }

  get measureEvery(): number {
    return this.#memory.get('every');
  }

  set measureEvery(every: number) {
    if (!Number.isSafeInteger(every) || every < 0)
      throw new RangeError(`measureEvery ${every}: a whole number from 0 is accepted`);
    this.#memory.set('every', every);
  }

  get tile(): TileName {
    return this.#memory.tile;
  }

  set tile(tile: TileName) {
    this.#memory.tile = tile;
  }

  get stepsTaken(): number {
    return this.#memory.get('step');
  }

  get position(): TrainerPosition {
    const [first = 1, second = 1] = this.#memory.powers;
    return { step: this.stepsTaken, powers: [first, second] };
  }

  set position({ step, powers }: TrainerPosition) {
    this.#memory.set('step', step);
    this.#memory.powers.set(powers);
  }

  get losses(): Float64Array {
    return this.#losses;
  }

  setExamples(X: Float32Array, Y: Float32Array, m: number): void {
    const { arena } = this.#memory;
    checkCount(m, this.#room);
    checkLength('X', X, m, this.#spec.inputs);
    checkLength('Y', Y, m, this.#outputs);
    const { inputs } = this.#spec;
    this.#memory.floats(arena.examplesX, m * inputs).set(X.subarray(0, m * inputs));
    this.#memory.floats(arena.examplesY, m * this.#outputs).set(Y.subarray(0, m * this.#outputs));
    this.#memory.set('examples', m);
    this.order.forEach((_, index) => (this.order[index] = index));
  }

  trainBatches(range: BatchRange): StepsTaken {
    const { first, count, batchSize, isShuffled = true, rates } = range;
    const { arena } = this.#memory;
    const most = this.#spec.maxBatch;
    checkCount(batchSize, most);
    checkCount(count, RING);
    const examples = Math.min(this.#room, this.#memory.get('examples'));
    if (!Number.isSafeInteger(first) || first < 0 || (first + count - 1) * batchSize >= examples)
      throw new RangeError(
        `batches ${first} to ${first + count - 1} of ${batchSize} do not lie in ${examples} examples`,
      );
    this.#memory.set('examplesX', arena.examplesX);
    this.#memory.set('examplesY', arena.examplesY);
    this.#memory.set('order', isShuffled ? arena.order : 0);
    const { learningRate } = this.#spec.optimizer;
    for (let i = 0; i < count; i++) this.#rates[i] = learningRate * (rates?.[i] ?? 1);
    return this.#train(first, count, batchSize, examples);
  }

  step(X: Float32Array, Y: Float32Array, m: number): number {
    this.#check(X, m, this.#spec.maxBatch);
    checkLength('Y', Y, m, this.#outputs);
    copyNumbers(X, m * this.#spec.inputs, this.#X);
    copyNumbers(Y, m * this.#outputs, this.#Y);
    const { arena } = this.#memory;
    this.#memory.set('examplesX', arena.X);
    this.#memory.set('examplesY', arena.Y);
    this.#memory.set('order', 0);
    this.#rates[0] = this.#spec.optimizer.learningRate;
    const { divergence } = this.#train(0, 1, m, m);
    if (divergence !== null) throw divergence;
    return this.#losses[0]!;
  }

  predict(X: Float32Array, m: number): Float32Array {
    this.#check(X, m, this.#spec.maxBatch);
    copyNumbers(X, m * this.#spec.inputs, this.#X);
    this.#conduct('predict', m);
    return this.#A.subarray(0, m * this.#outputs);
  }

  evaluate(X: Float32Array, Y: Float32Array, m: number): Evaluation {
    this.#check(X, m, Infinity);
    const n = this.#outputs;
    checkLength('Y', Y, m, n);
    const { inputs, maxBatch, loss: lossName } = this.#spec;
    const quality = createQuality(lossName, n);
    let loss = 0;
    for (let start = 0; start < m; start += maxBatch) {
      const part = Math.min(maxBatch, m - start);
      const Y_part = Y.subarray(start * n, (start + part) * n);
      this.#X.set(X.subarray(start * inputs, (start + part) * inputs));
      this.#Y.set(Y_part);
      this.#conduct('evaluate', part);
      for (let i = 0; i < part; i++) loss += this.#exampleLoss[i]!;
      quality.add(this.#A, Y_part, part, n);
    }
    return { loss: loss / m, ...quality.finish() };
  }

  readScalars(out: Float32Array, row = this.#measured.length - 1): void {
    const m = this.#measured[row];
    if (m === undefined) out.fill(NaN);
    else this.#readMeasure(this.#memory.measures(row), m, out);
  }

  dispose(): void {
    if (this.#helpers > 0) dismissAssistants(this.#memory);
    this.#helpers = 0;
  }

  #train(first: number, count: number, batchSize: number, examples: number): StepsTaken {
    const memory = this.#memory;
    const step = memory.get('step');
    memory.set('firstBatch', first);
    memory.set('batches', count);
    memory.set('batchSize', batchSize);
    // Beside the examples of a single batch those to draw from are remembered.
    const kept = memory.get('examples');
    memory.set('examples', examples);
    this.#conduct('trainBatches', batchSize);
    memory.set('examples', kept);
    const taken = memory.get('done');
    memory.set('step', step + taken);
    this.#noteMeasured(first, step, taken, batchSize, examples);
    if (taken === count) return { taken, measured: this.#measured.length, divergence: null };
    const divergence = findDivergence(memory.instance.buffer, memory.arena, {
      step: step + taken,
      threads: memory.get('threads'),
      loss: this.#losses[taken]!,
    });
    if (divergence === undefined) throw new Error('a step ended for no reason');
    return { taken, measured: this.#measured.length, divergence };
  }

  /** Which of the steps were measured: as `kernels/train-batches.ts` decides. */
  #noteMeasured(first: number, step: number, taken: number, batchSize: number, examples: number): void {
    const every = this.measureEvery;
    this.#measured.length = 0;
    if (every === 0) return;
    for (let i = 0; i < taken; i++)
      if ((step + i) % every === 0)
        this.#measured.push(Math.min(batchSize, examples - (first + i) * batchSize));
  }

  #conduct(command: 'trainBatches' | 'predict' | 'evaluate', m: number): void {
    const memory = this.#memory;
    const helpers = this.#helpers;
    if (helpers > 0 && memory.get('threads') === 1 && countArrivals(memory) === helpers)
      memory.set('threads', helpers + 1);
    memory.set('m', m);
    try {
      memory.conduct(command);
    } catch (error) {
      throw findTrap(memory, error);
    }
  }

  #initialize(): void {
    const generator = createGenerator(this.#spec.seed);
    const { layers } = this.#memory.arena;
    layers.forEach(({ l, n, n_prev, W, gamma, runningVariance }, index) => {
      const first = initializeLayer(this.#spec.layers[index]!.init, l, n_prev, n, generator);
      this.#memory.floats(W, n * n_prev).set(first.W);
      if (gamma !== 0) this.#memory.floats(gamma, n).fill(1);
      if (runningVariance !== 0) this.#memory.floats(runningVariance, n).fill(1);
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
