/**
 * What every implementation of the mathematics offers. A trainer owns its parameters and its buffers; callers
 * hand in slices of data and read numbers out. All buffers are float32 and sample-major: (n_l, m) of the course
 * is a row-major (m, n_l) buffer. See ../README.md for the letters.
 */
export interface Engine {
  /** Name and version, e.g. `reference@1`; written into every run. */
  readonly id: string;
  /** Builds a network of freshly initialised parameters. Same spec, same bytes. */
  createTrainer(spec: TrainingSpec, options?: { paired?: boolean }): NetworkTrainer;
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
  /**
   * One mini-batch: forward, loss, backward, update.
   * @param X (n_0, m) @param Y (n_L, m), one-hot for softmax
   * @returns the mean loss over the batch before the update, penalty included
   * @throws DivergenceError in the step where NaN or infinity appears; the parameters are those before it
   * @throws RangeError unless m is a whole number from 1 to maxBatch, and X and Y hold m examples
   */
  step(X: Float32Array, Y: Float32Array, m: number): number;
  /**
   * Forward only.
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
   * Norms of the last step, in the order of `scalarNames`. NaN is a number that does not exist: all of them before
   * the first step, and the update ratio of weights that were all zero.
   */
  readScalars(out: Float32Array): void;
  /** W1 b1 … WL bL, in order: views, not copies. */
  readonly parameters: readonly NamedTensor[];
}

export interface NamedTensor {
  name: string;
  /** As the course writes it: W_l (n_l, n_{l-1}), b_l (n_l, 1); row-major. */
  shape: readonly [number, number];
  values: Float32Array;
}

export interface Evaluation {
  loss: number;
  /** Share of right classes (binary: outputs on their target's side of 0.5); absent for meanSquaredError. */
  accuracy?: number;
  /** 1 − residual / total sum of squares, over all outputs; only for meanSquaredError, and only where targets vary. */
  r2?: number;
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
