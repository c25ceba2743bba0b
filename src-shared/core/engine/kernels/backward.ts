import { differentiate, differentiatesZ, SOFTMAX } from './activation';
import { barrier } from './barrier';
import { differentiateBatch, sumBatchDerivatives } from './batch-normalization';
import { sumRows } from './bias';
import { drop } from './dropout';
import { noteSize } from './finite';
import { differentiateLayer, sumLayerDerivatives } from './layer-normalization';
import { differentiateLoss, exampleLosses, isFused } from './loss';
import {
  BACKWARD,
  BATCH_NORMALIZATION,
  inputsOf,
  Layer,
  layerAt,
  LAYER_NORMALIZATION,
  Network,
  NO_NORMALIZATION,
  note,
  TRAIN,
  Worker,
} from './network';
import { sumSquares } from './norm';
import { packLeftColumns, packRightColumns } from './panels';
import { BLOCK_ROWS, multiplyPanels, multiplyRows } from './product';
import { addTo } from './residual';
import { shareFrom, shareTo } from './share';
import { SIZE_db, SIZE_dbeta, SIZE_dgamma, SIZE_dV, SIZE_dW, SIZE_dZ, sizeAt } from './sizes';
import { differentiateSoftmax } from './softmax';
import { takeGradient } from './take-gradient';

/**
 * From the output back to layer 1, after `forward`: fills dZ, dV and the gradients of each layer, and hands each part
 * of a gradient on to `takeGradient` as soon as nothing below needs the parameters it belongs to.
 */
export function backward(network: Network, me: Worker, X: usize, Y: usize, m: i32, mode: i32): void {
  outputDerivative(network, me, Y, m, mode);
  for (let index = network.count - 1; index >= 0; index--) {
    note(me, index, BACKWARD);
    const layer = layerAt(network, index);
    const n_prev = layer.inputs;
    const A_prev = inputsOf(network, index, X);
    // Not those that another thread may still read for the layer before, nor, first of all, for the last of `forward`.
    const panelsOfW = index & 1 ? network.panels0 : network.panels1;
    const panelsOfA = index & 1 ? network.panels3 : network.panels2;
    differentiateNormalization(network, me, layer, index, m);
    const from = shareFrom(network, me.index, n_prev, 16);
    const to = shareTo(network, me, n_prev, 16);
    if (index > 0) packRightColumns(network.tile, layer.W, n_prev, layer.units, from, to, panelsOfW);
    packRightColumns(network.tile, A_prev, n_prev, m, from, to, panelsOfA);
    barrier(network);
    if (index > 0) backwardInputs(network, me, layer, index - 1, panelsOfW, m, mode);
    backwardWeights(network, me, layer, index, panelsOfA, m, mode);
    backwardVectors(network, me, layer, index, m, mode);
  }
}

/** The loss of each example, and dZ_L: A − Y where loss and output go through in one piece, else by way of dA_L. */
function outputDerivative(network: Network, me: Worker, Y: usize, m: i32, mode: i32): void {
  const index = network.count - 1;
  note(me, index, BACKWARD);
  const layer = layerAt(network, index);
  const n = layer.units;
  const from = shareFrom(network, me.index, m, 4);
  const rows = shareTo(network, me, m, 4) - from;
  const offset = <usize>(from * n) << 2;
  const A = layer.A + offset;
  const losses = network.exampleLoss + (<usize>from << 3);
  exampleLosses(network.loss, layer.Z + offset, A, Y + offset, rows, n, losses);
  const fused = isFused(network.loss);
  const to = (fused ? layer.dZ : layer.dA) + offset;
  const largest = differentiateLoss(network.loss, A, Y + offset, to, rows * n, n);
  if (fused) noteSize(sizeAt(me, index, SIZE_dZ), largest);
  else differentiateRows(network, me, layer, index, from, rows, mode);
}

/** dA_prev = Wᵀ dV, and dZ of the layers that add A_prev, then dZ_prev; a block of examples at a time. */
function backwardInputs(
  network: Network,
  me: Worker,
  layer: Layer,
  below: i32,
  panels: usize,
  m: i32,
  mode: i32,
): void {
  const n = layer.units;
  const n_prev = layer.inputs;
  const lower = layerAt(network, below);
  const to = shareTo(network, me, m, 4);
  for (let i = shareFrom(network, me.index, m, 4); i < to; i += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, to - i);
    const offset = <usize>(i * n_prev) << 2;
    const dA = lower.dA + offset;
    multiplyRows(
      network.tile,
      layer.dV + (<usize>(i * n) << 2),
      panels,
      rows,
      n_prev,
      n,
      network.zeros,
      dA,
      me.edge,
    );
    if (me.isDue) noteSquares(lower.productSquares, dA, i, rows, n_prev);
    for (let receiver = lower.firstReceiver; receiver != 0; ) {
      const adder = layerAt(network, receiver - 1);
      addTo(dA, adder.dZ + offset, rows * n_prev);
      receiver = adder.nextReceiver;
    }
    if (me.isDue) noteSquares(lower.derivativeSquares, dA, i, rows, n_prev);
    differentiateRows(network, me, lower, below, i, rows, mode);
  }
}

/** The sum of squares of each of `rows` examples from i on. */
function noteSquares(to: usize, values: usize, i: i32, rows: i32, n: i32): void {
  for (let row = 0; row < rows; row++)
    store<f64>(to + (<usize>(i + row) << 3), sumSquares(values + (<usize>(row * n) << 2), n));
}

/** dA of `rows` examples from example i on to dZ, by way of the dropout. */
function differentiateRows(
  network: Network,
  me: Worker,
  layer: Layer,
  index: i32,
  i: i32,
  rows: i32,
  mode: i32,
): void {
  const n = layer.units;
  const count = rows * n;
  const offset = <usize>(i * n) << 2;
  const dZ = layer.dZ + offset;
  let dA = layer.dA + offset;
  if (layer.dropBelow != 0 && mode == TRAIN) {
    drop(layer, me.step, i * n, dA, dZ, count);
    dA = dZ;
  }
  const known = (differentiatesZ(layer.activation) ? layer.Z : layer.H) + offset;
  const largest =
    layer.activation == SOFTMAX
      ? differentiateSoftmax(dA, dZ, known, rows, n)
      : differentiate(layer.activation, dA, dZ, known, count);
  noteSize(sizeAt(me, index, SIZE_dZ), largest);
}

/** dV from dZ where a layer is normalised; elsewhere they are one. */
function differentiateNormalization(
  network: Network,
  me: Worker,
  layer: Layer,
  index: i32,
  m: i32,
): void {
  if (layer.normalization == NO_NORMALIZATION) return;
  const from = shareFrom(network, me.index, m, 4);
  const rows = shareTo(network, me, m, 4) - from;
  const sizes = sizeAt(me, index, SIZE_dV);
  if (layer.normalization == LAYER_NORMALIZATION) {
    noteSize(sizes, differentiateLayer(layer, from, rows));
    return;
  }
  barrier(network);
  const n = layer.units;
  sumBatchDerivatives(network, layer, m, shareFrom(network, me.index, n, 16), shareTo(network, me, n, 16));
  barrier(network);
  noteSize(sizes, differentiateBatch(layer, m, from, rows));
}

/** m dW = dV A_prevᵀ, a block of units at a time. */
function backwardWeights(
  network: Network,
  me: Worker,
  layer: Layer,
  index: i32,
  panels: usize,
  m: i32,
  mode: i32,
): void {
  const n = layer.units;
  const n_prev = layer.inputs;
  const to = shareTo(network, me, n, 16);
  for (let j = shareFrom(network, me.index, n, 16); j < to; j += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, to - j);
    const W = layer.W + (<usize>(j * n_prev) << 2);
    packLeftColumns(layer.dV + (<usize>j << 2), <usize>n << 2, rows, m, me.left);
    const dW = W + network.toGradient;
    multiplyPanels(network.tile, me.left, panels, rows, n_prev, m, network.zeros, dW, me.edge);
    const sizes = sizeAt(me, index, SIZE_dW);
    takeGradient(network, me, W, rows * n_prev, n_prev, m, sizes, mode);
  }
}

/**
 * m db = Σ dV, and where the layer is normalised m dgamma = Σ dZ ⊙ V̂ and m dbeta = Σ dZ. Batch normalisation takes b
 * away with the mean: its db is 0, and not the rounding of a sum that would be.
 */
function backwardVectors(network: Network, me: Worker, layer: Layer, index: i32, m: i32, mode: i32): void {
  const n = layer.units;
  const from = shareFrom(network, me.index, n, 16);
  const count = shareTo(network, me, n, 16) - from;
  if (count <= 0) return;
  const offset = <usize>from << 2;
  const db = layer.b + network.toGradient + offset;
  if (layer.normalization == BATCH_NORMALIZATION) memory.fill(db, 0, <usize>count << 2);
  else sumRows(layer.dV + offset, m, n, count, db);
  takeGradient(network, me, layer.b + offset, count, 0, m, sizeAt(me, index, SIZE_db), mode);
  if (layer.normalization == NO_NORMALIZATION) return;
  if (layer.normalization == LAYER_NORMALIZATION) sumLayerDerivatives(network, layer, m, from, from + count);
  const sizeOfdgamma = sizeAt(me, index, SIZE_dgamma);
  takeGradient(network, me, layer.gamma + offset, count, 0, m, sizeOfdgamma, mode);
  takeGradient(network, me, layer.beta + offset, count, 0, m, sizeAt(me, index, SIZE_dbeta), mode);
}
