import { differentiate, SOFTMAX } from './activation';
import { sumRows } from './bias';
import { noteSize } from './finite';
import { MEAN_SQUARED_ERROR, subtractTargets } from './loss';
import { Layer, layerAt, Network } from './network';
import { update } from './optimizer';
import { BLOCK_ROWS, multiplyPanels, packLeftColumns, packLeftRows, packRightColumns } from './product';
import { differentiateSoftmax } from './softmax';

/**
 * From the output back to layer 1, after `forward`: fills dZ, dW and db of each layer, and takes the optimiser's
 * step for each W and b as soon as nothing below needs them.
 */
export function backward(network: Network, m: i32): void {
  const last = network.count - 1;
  outputGradient(network, layerAt(network, last), m);
  for (let index = last; index >= 0; index--) {
    const layer = layerAt(network, index);
    if (index > 0) backwardInputs(network, layer, layerAt(network, index - 1), m);
    backwardParameters(network, layer, index > 0 ? layerAt(network, index - 1).A : network.X, m);
  }
}

/** dZ_L: A − Y where loss and output go through in one piece, else by way of dA_L. */
function outputGradient(network: Network, layer: Layer, m: i32): void {
  const count = m * layer.units;
  const throughA = network.loss == MEAN_SQUARED_ERROR;
  layer.sizeOfdZ = subtractTargets(layer.A, network.Y, layer.dZ, count, throughA ? layer.units : 0);
  if (throughA) layer.sizeOfdZ = differentiateRows(layer, 0, m);
}

/** dA_prev = Wᵀ dZ, then dZ_prev = dA_prev ⊙ g'(Z_prev), a block of examples at a time. */
function backwardInputs(network: Network, layer: Layer, below: Layer, m: i32): void {
  const n = layer.units;
  const n_prev = layer.inputs;
  const sizes = changetype<usize>(below) + offsetof<Layer>('sizeOfdZ');
  store<u32>(sizes, 0);
  packRightColumns(layer.W, n_prev, n, network.right);
  for (let i = 0; i < m; i += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, m - i);
    const dA = below.dZ + (<usize>(i * n_prev) << 2);
    packLeftRows(layer.dZ + (<usize>(i * n) << 2), rows, n, network.left);
    multiplyPanels(network.left, network.right, rows, n_prev, n, network.zeros, dA, network.edge);
    noteSize(sizes, differentiateRows(below, i, rows));
  }
}

/** dA of `rows` examples from example i on in place to dZ. */
function differentiateRows(layer: Layer, i: i32, rows: i32): u32 {
  const offset = <usize>(i * layer.units) << 2;
  const dZ = layer.dZ + offset;
  const A = layer.A + offset;
  if (layer.activation == SOFTMAX) return differentiateSoftmax(dZ, A, rows, layer.units);
  return differentiate(layer.activation, dZ, layer.Z + offset, A, rows * layer.units);
}

/** dW = 1/m dZ A_prevᵀ + λ W and db = 1/m Σ dZ, and the step of W and b, a block of units at a time. */
function backwardParameters(network: Network, layer: Layer, A_prev: usize, m: i32): void {
  const n = layer.units;
  const n_prev = layer.inputs;
  const sizesW = changetype<usize>(layer) + offsetof<Layer>('sizeOfdW');
  const sizesb = changetype<usize>(layer) + offsetof<Layer>('sizeOfdb');
  store<u64>(sizesW, 0);
  store<u64>(sizesb, 0);
  packRightColumns(A_prev, n_prev, m, network.right);
  for (let j = 0; j < n; j += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, n - j);
    const W = layer.W + (<usize>(j * n_prev) << 2);
    packLeftColumns(layer.dZ + (<usize>j << 2), <usize>n << 2, rows, m, network.left);
    multiplyPanels(
      network.left,
      network.right,
      rows,
      n_prev,
      m,
      network.zeros,
      W + network.toGradient,
      network.edge,
    );
    update(network, W, rows * n_prev, <f32>network.l2, m, sizesW);
  }
  sumRows(layer.dZ, m, n, layer.b + network.toGradient);
  update(network, layer.b, n, 0, m, sizesb);
}
