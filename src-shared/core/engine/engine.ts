/**
 * What every implementation of the mathematics offers. A trainer owns its parameters and its buffers; callers
 * hand in slices of data and read numbers out. All buffers are float32 and sample-major: (n_l, m) of the course
 * is a row-major (m, n_l) buffer. See ../README.md for the letters.
 */
export interface Engine {
  /** Name and version, e.g. `wasm-simd@2`; written into every run. */
  readonly id: string;
  /** Builds a network of freshly initialised parameters. Same spec, same bytes, whatever the options. */
  createTrainer(spec: TrainingSpec, options?: TrainerOptions): NetworkTrainer;
}

/** How a network is trained; nothing of it changes a number. */
export interface TrainerOptions {
  /** Room for so many examples that `trainBatches` draws from; none when absent. */
  examples?: number;
  /** How many threads work on it; the others are started with `startThread`, without which there is one. */
  threads?: number;
  /** Starts a thread that calls `assist` of `wasm-engine.ts` with what it is handed. */
  startThread?: (assistant: Assistant) => void;
  /** The register tile of the products. */
  tile?: TileName;
  /** Compiled from bytes of their own, for a process that pairs 128-bit operations into 256-bit ones. */
  paired?: boolean;
}

/** The register tiles, rows × columns. */
export type TileName = '4x8' | '4x16' | '2x16';

/** What a thread needs to help a trainer; it can be sent to another thread. */
export interface Assistant {
  module: object;
  memory: object;
  network: number;
  thread: number;
  /** Where it says that it has come, in bytes. */
  arrivals: number;
  /** Where threads wait for orders and for each other, in bytes. */
  go: number;
  barrier: number;
}

export interface TrainingSpec {
  /** n_0. */
  inputs: number;
  /** Layers 1…L. */
  layers: readonly LayerSpec[];
  loss: LossName;
  optimizer: OptimizerSpec;
  regularization: RegularizationSpec;
  /** Seeds the init and the dropout; every layer draws from its own named streams. */
  seed: number;
  /** The most examples a call will hand in; buffers are allocated once for it. */
  maxBatch: number;
}

export interface LayerSpec {
  /** n_l. */
  units: number;
  activation: ActivationName;
  init: InitSpec;
  /** Between W A_prev + b and g; learns gamma_l and beta_l (n_l, 1). Absent: none. */
  normalization?: NormalizationName;
  /** The share of A_l that is set to 0 in each training step, the rest divided by 1 − share. Absent: none. */
  dropout?: number;
  /** k of the A_k that is added to Z_l; n_k = n_l, 0 ≤ k < l. Absent: none. */
  residualFrom?: number;
}

export type ActivationName =
  'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'elu' | 'gelu' | 'silu' | 'softmax';
export type LossName = 'binaryCrossEntropy' | 'crossEntropy' | 'meanSquaredError' | 'huber' | 'hinge';
export type NormalizationName = 'batch' | 'layer';
export type InitSpec =
  | { kind: 'zeros' | 'xavier' | 'he' | 'lecun' | 'orthogonal' }
  | { kind: 'normal'; std: number }
  | { kind: 'constant'; value: number };

/** `learningRate` is α before the schedule: a step is taken with α times the schedule's factor. */
export type OptimizerSpec =
  | { kind: 'sgd'; learningRate: number }
  | { kind: 'momentum' | 'nesterov'; learningRate: number; momentum: number }
  | { kind: 'rmsprop'; learningRate: number; beta2: number; epsilon: number }
  | { kind: 'adagrad'; learningRate: number; epsilon: number }
  | { kind: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number }
  | {
      kind: 'adamw';
      learningRate: number;
      beta1: number;
      beta2: number;
      epsilon: number;
      /** Each step also takes α · weightDecay · W off W; b, gamma and beta are left alone. */
      weightDecay: number;
    };

/** Zero is "none" for each. Penalties and the norm bound concern W_l alone; clipping concerns every gradient. */
export interface RegularizationSpec {
  /** λ₁ of the penalty λ₁ · Σ|w|. */
  l1: number;
  /** λ of the penalty λ/2 · Σ‖W_l‖². */
  l2: number;
  /** The most that the weights into one unit may measure, ‖row of W_l‖, after each step. */
  maxNorm: number;
  /** Each entry of each gradient is brought into [−clipValue, clipValue]. */
  clipValue: number;
  /** All gradients together are scaled down to this Frobenius norm; after clipValue. */
  clipNorm: number;
}

export interface NetworkTrainer {
  /** Memory it takes, in bytes. */
  readonly bytes: number;
  /**
   * One mini-batch: forward, loss, backward, update.
   * @param X (n_0, m) @param Y (n_L, m), one-hot for softmax
   * @returns the mean loss over the batch before the update, penalty included
   * @throws DivergenceError in the step where NaN or infinity appears; the parameters are those before it
   * @throws RangeError unless m is a whole number from 1 to maxBatch, and X and Y hold m examples
   */
  step(X: Float32Array, Y: Float32Array, m: number): number;
  /**
   * Copies the examples that `trainBatches` draws from.
   * @throws RangeError unless there is room for m, and X and Y hold so many
   */
  setExamples(X: Float32Array, Y: Float32Array, m: number): void;
  /** In which order they come: a permutation of 0 … m − 1 to write into. */
  readonly order: Uint32Array;
  /**
   * Many mini-batches in one crossing. Ends before a step in which NaN or infinity appears; the parameters are then
   * those before it.
   * @throws RangeError when the range asks for more than there is
   */
  trainBatches(range: BatchRange): StepsTaken;
  /** The mean loss of each step of the last call, before the update, penalty included. */
  readonly losses: Float64Array;
  /** Steps since the beginning. */
  readonly stepsTaken: number;
  /**
   * The first step and every so many after it are measured for `readScalars`; 0, the default, is none.
   * @throws RangeError when set to anything but a whole number from 0
   */
  measureEvery: number;
  /** The register tile; may change at any time. */
  tile: TileName;
  /**
   * Forward only: normalised by the running statistics, nothing dropped.
   * @returns A_L, (n_L, m); overwritten by the next call
   * @throws RangeError as `step`
   */
  predict(X: Float32Array, m: number): Float32Array;
  /**
   * Mean loss over any number m ≥ 1 of examples, without the penalty, and how many outputs were right.
   * Outputs that are not finite make the loss and r2 so, and are never right.
   * @throws RangeError unless X and Y hold m examples
   */
  evaluate(X: Float32Array, Y: Float32Array, m: number): Evaluation;
  /** Names of what `readScalars` writes, e.g. `grad.norm.dW[1]`, for all layers. */
  readonly scalarNames: readonly string[];
  /**
   * The numbers of a measured step of the last call, by default its last, in the order of `scalarNames`. NaN is a
   * number that does not exist: all of them when nothing was measured, and ratios to nothing.
   */
  readScalars(out: Float32Array, row?: number): void;
  /** W1 b1 … WL bL, with gamma_l and beta_l where a layer is normalised, in order: views, not copies. */
  readonly parameters: readonly NamedTensor[];
  /** runningMean_l and runningVariance_l of batch normalisation, in order: views. */
  readonly statistics: readonly NamedTensor[];
  /**
   * What the optimiser remembers of every parameter, in order: `first.W1`, and `second.W1` where it keeps two.
   * Views; none for sgd.
   */
  readonly memories: readonly NamedTensor[];
  /** Where it stands. With parameters, statistics and memories put back, it goes on as if it had never stopped. */
  position: TrainerPosition;
  /** Lets the threads go that help. */
  dispose(): void;
}

/** What decides the steps to come, beside the tensors. */
export interface TrainerPosition {
  /** Steps taken; dropout draws by it. */
  step: number;
  /** β₁ᵗ and β₂ᵗ after the last step, as running products; 1 at the start. */
  powers: readonly [number, number];
}

export interface BatchRange {
  /** Batch k holds the examples at places k · batchSize … of the order; the last may be smaller. */
  first: number;
  /** From 1 to `mostBatches` of wasm-engine.ts. */
  count: number;
  batchSize: number;
  /** Without it, examples are taken as they lie and nothing is copied. */
  isShuffled?: boolean;
  /** What α is multiplied by in each of the batches; 1 when absent. */
  rates?: ArrayLike<number>;
}

export interface StepsTaken {
  taken: number;
  /** How many of them were measured. */
  measured: number;
  /** Why fewer were taken than asked for. */
  divergence: DivergenceError | null;
}

export interface NamedTensor {
  name: string;
  /** As the course writes it: W_l (n_l, n_{l-1}), b_l (n_l, 1); row-major. */
  shape: readonly [number, number];
  values: Float32Array;
}

export interface Evaluation {
  loss: number;
  /** Share of right classes (binary: outputs on their target's side of the middle); absent for values. */
  accuracy?: number;
  /** 1 − residual / total sum of squares, over all outputs; only for meanSquaredError and huber, and only where targets vary. */
  r2?: number;
}

/** Which way a step was going through a layer. */
export type Pass = 'forward' | 'backward' | 'update';

/** The kernels stopped in the middle of a step, by a fault of ours or of the memory: nothing of the network can be used. */
export class TrapError extends Error {
  readonly layer: number;
  readonly pass: Pass;
  /** The step it happened in, counted from 1. */
  readonly step: number;

  constructor(cause: unknown, { layer, pass, step }: { layer: number; pass: Pass; step: number }) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the engine stopped in the ${pass} pass of layer ${layer} (${reason})`, { cause });
    this.name = 'TrapError';
    this.layer = layer;
    this.pass = pass;
    this.step = step;
  }
}

/** NaN or infinity appeared: where, and in which tensor. */
export class DivergenceError extends Error {
  readonly layer: number;
  readonly tensor: string;

  constructor(layer: number, tensor: string) {
    super(`${tensor} of layer ${layer} is no longer finite`);
    this.name = 'DivergenceError';
    this.layer = layer;
    this.tensor = tensor;
  }
}
