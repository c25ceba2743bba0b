/**
 * What the plan writes and the kernels read, at fixed places in memory. `wasm/records.ts` writes the fields in the
 * order in which they stand here. Addresses are in bytes; 0 is "there is none".
 */

@unmanaged
export class Layer {
  /** n_l, n_{l−1}. */
  units: i32;
  inputs: i32;
  activation: i32;
  normalization: i32;
  /** A unit is dropped when 24 bits of its hash are below this. */
  dropBelow: u32;
  /** 1 / (1 − share). */
  dropScale: f32;
  /** The words that the hashes of this layer's dropout begin with. */
  key0: u32;
  key1: u32;
  key2: u32;
  key3: u32;
  /** Parameters: W_l (n_l, n_{l−1}); b_l, gamma_l, beta_l (n_l, 1). */
  W: usize;
  b: usize;
  gamma: usize;
  beta: usize;
  /**
   * (n_l, m) each. V = W A_prev + b, Z what enters g, H = g(Z), A = H after dropout. Where nothing needs the earlier
   * one any more, the later one stands in its place.
   */
  V: usize;
  Z: usize;
  H: usize;
  A: usize;
  /** Derivatives of each example's own loss, in the same way: dA, dZ, dV. */
  dA: usize;
  dZ: usize;
  dV: usize;
  /** Of the batch, float64: mean and 1 / √(variance + ε), for each unit (batch normalisation) or example (layer). */
  mean: usize;
  inverse: usize;
  /** Of batch normalisation, float64 for each unit: Σ dZ and Σ dZ ⊙ V̂ over the batch. */
  level: usize;
  tilt: usize;
  /** What batch normalisation predicts with (n_l, 1). */
  runningMean: usize;
  runningVariance: usize;
  /** The A that is added to Z, (n_l, m); for layer 1 with the inputs it is given at each pass. */
  residual: usize;
  addsInputs: i32;
  /** The first layer above that adds this layer's A, and the next that adds the same as this one: index + 1. */
  firstReceiver: i32;
  nextReceiver: i32;
  /** Σ of squares of each example's Wᵀ dV and dA, (m) float64 each; written when telemetry is due. */
  productSquares: usize;
  derivativeSquares: usize;
}

@unmanaged
export class Network {
  /** β₁ of Adam, β of momentum. */
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  weightDecay: f64;
  l1: f64;
  l2: f64;
  /** Bounds; 0 is none. */
  maxNorm: f64;
  clipValue: f64;
  clipNorm: f64;
  /** β₁ᵗ and β₂ᵗ of the last step. */
  beta1Power: f64;
  beta2Power: f64;
  /** L, and where the layers lie one after the other. */
  count: i32;
  layers: usize;
  /** n_0. */
  inputs: i32;
  loss: i32;
  optimizer: i32;
  /** Which tile the products use; see product.ts. */
  tile: i32;
  threads: i32;
  /** Where the threads' records lie one after the other. */
  workers: usize;
  /** Counters that threads wait on. */
  barrier: usize;
  go: usize;
  /** What to do: see conduct.ts. */
  command: i32;
  /** The batch that is handed in or gathered. */
  X: usize;
  Y: usize;
  m: i32;
  /** Right panels; while one is read, the next may be written. */
  panels0: usize;
  panels1: usize;
  panels2: usize;
  panels3: usize;
  zeros: usize;
  /** From a parameter to its gradient, its value before the step, and the optimiser's memories. */
  toGradient: usize;
  toPrevious: usize;
  toFirst: usize;
  toSecond: usize;
  parameters: usize;
  parametersEnd: usize;
  /** The loss of each example of the batch, (m) float64. */
  exampleLoss: usize;
  /** Four float64 for each layer: Σ w², Σ |w| before the step, Σ of squares of the gradients of W and of the rest. */
  sums: usize;
  /** Examples to train on, and in which order: examples that follow each other when `order` is 0. */
  examplesX: usize;
  examplesY: usize;
  order: usize;
  examples: i32;
  batchSize: i32;
  firstBatch: i32;
  batches: i32;
  /** α of each of the batches to come and what their loss was, float64. */
  rates: usize;
  losses: usize;
  /** Steps taken since the beginning, and in this call. */
  step: i32;
  done: i32;
  /** Telemetry is due when `step` is a multiple of this; 0 is never. */
  every: i32;
  /** Rows of telemetry, float32, and how many this call has written. */
  rows: usize;
  rowCount: i32;
}

/** What one thread has to itself. */
@unmanaged
export class Worker {
  /** α of this step, β₁ᵗ and β₂ᵗ. */
  rate: f64;
  beta1Power: f64;
  beta2Power: f64;
  /** Which of the threads it is, from 0. */
  index: i32;
  /** Steps since the beginning, for the dropout's hashes. */
  step: u32;
  /** Whether this step's telemetry is due. */
  isDue: i32;
  /** Left panels of a block, and one tile. */
  left: usize;
  edge: usize;
  /** Largest sizes, one record of `SIZES` for each layer, of every second step and after them of the steps between. */
  sizes: usize;
  /** Those of this step. */
  sizesNow: usize;
  /** What it works on: four times the layer l and the pass; for saying where it stopped. */
  place: i32;
}

/** The passes that `place` tells; wasm/trap.ts names them. */
export const FORWARD: i32 = 1;
export const BACKWARD: i32 = 2;
export const UPDATE: i32 = 3;

/** What a pass is for: it decides which statistics normalise and whether dropout drops. */
export const PREDICT: i32 = 0;
export const TRAIN: i32 = 1;
export const TRACE: i32 = 2;

export const NO_NORMALIZATION: i32 = 0;
export const BATCH_NORMALIZATION: i32 = 1;
export const LAYER_NORMALIZATION: i32 = 2;

@inline
export function layerAt(network: Network, index: i32): Layer {
  return changetype<Layer>(network.layers + <usize>index * offsetof<Layer>());
}

@inline
export function workerAt(network: Network, index: i32): Worker {
  return changetype<Worker>(network.workers + <usize>index * offsetof<Worker>());
}

/** Notes what a thread begins to work on. */
@inline
export function note(me: Worker, index: i32, pass: i32): void {
  me.place = ((index + 1) << 2) | pass;
}

/** A of the layer below, or the inputs. */
@inline
export function inputsOf(network: Network, index: i32, X: usize): usize {
  return index > 0 ? layerAt(network, index - 1).A : X;
}
