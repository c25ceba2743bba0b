/**
 * What the plan writes and the step reads, at fixed places in memory. The order of the fields is the order in
 * which `wasm/plan.ts` writes them. Addresses are in bytes.
 */

@unmanaged
export class Layer {
  /** n_l, n_{l−1}. */
  units: i32;
  inputs: i32;
  activation: i32;
  /** Parameters: W_l (n_l, n_{l−1}) and b_l (n_l, 1). */
  W: usize;
  b: usize;
  /** (n_l, m). Z is A where nothing needs Z after A is known. dZ holds dA before. */
  Z: usize;
  A: usize;
  dZ: usize;
  /** The largest sizes in the last step; see finite.ts. */
  sizeOfZ: u32;
  sizeOfdZ: u32;
  sizeOfdW: u32;
  sizeOfW: u32;
  sizeOfdb: u32;
  sizeOfb: u32;
}

@unmanaged
export class Network {
  learningRate: f64;
  /** β₁ of Adam, β of momentum. */
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  l2: f64;
  /** β₁ᵗ and β₂ᵗ of the last step. */
  beta1Power: f64;
  beta2Power: f64;
  /** The mean loss of the last step, without the penalty. */
  meanLoss: f64;
  /** L, and where the layers lie one after the other. */
  count: i32;
  layers: usize;
  X: usize;
  Y: usize;
  loss: i32;
  optimizer: i32;
  /** Room for panels, for zeros that a product starts from, for one tile. */
  left: usize;
  right: usize;
  zeros: usize;
  edge: usize;
  /** From a parameter to its gradient, its value before the step, and the optimiser's memories. */
  toGradient: usize;
  toPrevious: usize;
  toFirst: usize;
  toSecond: usize;
  parameters: usize;
  parametersEnd: usize;
}

@inline
export function layerAt(network: Network, index: i32): Layer {
  return changetype<Layer>(network.layers + <usize>index * offsetof<Layer>());
}
