/**
 * What every implementation of the mathematics offers. A trainer owns its parameters and its buffers; callers
 * hand in slices of data and read numbers out. All buffers are float32 and sample-major: (n_l, m) of the course
 * is a row-major (m, n_l) buffer. See ../README.md for the letters.
 */
export interface Engine {
  /** Name and version, e.g. `reference@1`; written into every run. */
  readonly id: string;
  /** Builds a network of freshly initialised parameters. Same spec, same bytes. */
  createTrainer(spec: TrainingSpec): NetworkTrainer;
}

export interface TrainingSpec {
  /** n_0. */
  inputs: number;
  /** Layers 1…L. */
  layers: readonly LayerSpec[];
  loss: LossName;
  optimizer: OptimizerSpec;
  /** λ of the penalty λ/2 · Σ‖W_l‖². */
  l2: number;
  /** Seeds the init; every layer draws from its own named stream. */
  seed: number;
  /** The most examples a call will hand in; buffers are allocated once for it. */
  maxBatch: number;
}

export interface LayerSpec {
  /** n_l. */
  units: number;
  activation: ActivationName;
  init: InitSpec;
}

export type ActivationName =
  'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'elu' | 'gelu' | 'silu' | 'softmax';
export type LossName = 'binaryCrossEntropy' | 'crossEntropy' | 'meanSquaredError';
export type InitSpec = { kind: 'zeros' | 'xavier' | 'he' } | { kind: 'normal'; std: number };

export type OptimizerSpec =
  | { kind: 'sgd'; learningRate: number }
  | { kind: 'momentum'; learningRate: number; momentum: number }
  | { kind: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number };

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
