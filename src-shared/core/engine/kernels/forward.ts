import { activate, SOFTMAX } from './activation';
import { barrier } from './barrier';
import {
  batchStatistics,
  LEAVE,
  MOVE,
  normalizeBatch,
  recallStatistics,
  REPLACE,
} from './batch-normalization';
import { drop } from './dropout';
import { noteSize } from './finite';
import { normalizeLayer } from './layer-normalization';
import {
  BATCH_NORMALIZATION,
  FORWARD,
  inputsOf,
  Layer,
  layerAt,
  LAYER_NORMALIZATION,
  Network,
  note,
  PREDICT,
  TRAIN,
  Worker,
} from './network';
import { packRightRows } from './panels';
import { BLOCK_ROWS, multiplyRows } from './product';
import { addTo } from './residual';
import { shareFrom, shareTo } from './share';
import { SIZE_runningVariance, SIZE_Z, sizeAt } from './sizes';
import { softmax } from './softmax';

/**
 * X (n_0, m) through all layers: fills V, Z and A of each and notes the largest size of each V and Z. Threads share
 * the examples; the panels of W, and what is summed over the examples, they share by units.
 */
export function forward(network: Network, me: Worker, X: usize, m: i32, mode: i32): void {
  for (let index = 0; index < network.count; index++) forwardLayer(network, me, index, X, m, mode);
}

function forwardLayer(network: Network, me: Worker, index: i32, X: usize, m: i32, mode: i32): void {
  note(me, index, FORWARD);
  const layer = layerAt(network, index);
  const n = layer.units;
  const n_prev = layer.inputs;
  const A_prev = inputsOf(network, index, X);
  const residual = layer.addsInputs ? X : layer.residual;
  const panels = index & 1 ? network.panels1 : network.panels0;
  const isBatch = layer.normalization == BATCH_NORMALIZATION;
  const fromUnit = shareFrom(network, me.index, n, 16);
  const toUnit = shareTo(network, me, n, 16);
  packRightRows(network.tile, layer.W, n, n_prev, fromUnit, toUnit, panels);
  if (isBatch && mode == PREDICT) recallStatistics(layer, fromUnit, toUnit);
  barrier(network);
  const from = shareFrom(network, me.index, m, 4);
  const to = shareTo(network, me, m, 4);
  for (let i = from; i < to; i += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, to - i);
    const V = layer.V + (<usize>(i * n) << 2);
    const left = A_prev + (<usize>(i * n_prev) << 2);
    multiplyRows(network.tile, left, panels, rows, n, n_prev, layer.b, V, me.edge);
    if (!isBatch || mode == PREDICT) finishRows(network, me, layer, index, residual, i, rows, mode);
  }
  if (!isBatch || mode == PREDICT) return;
  barrier(network);
  const running = mode != TRAIN ? LEAVE : me.step == 0 ? REPLACE : MOVE;
  const sizes = sizeAt(me, index, SIZE_runningVariance);
  batchStatistics(network, layer, m, fromUnit, toUnit, running, sizes);
  barrier(network);
  for (let i = from; i < to; i += BLOCK_ROWS)
    finishRows(network, me, layer, index, residual, i, min(BLOCK_ROWS, to - i), mode);
}

/** From V to A for `rows` examples from i on, while they are in the cache. */
function finishRows(
  network: Network,
  me: Worker,
  layer: Layer,
  index: i32,
  residual: usize,
  i: i32,
  rows: i32,
  mode: i32,
): void {
  const n = layer.units;
  const count = rows * n;
  const offset = <usize>(i * n) << 2;
  if (layer.normalization == BATCH_NORMALIZATION) normalizeBatch(layer, i, rows);
  else if (layer.normalization == LAYER_NORMALIZATION) normalizeLayer(layer, i, rows);
  const Z = layer.Z + offset;
  if (residual != 0) addTo(Z, residual + offset, count);
  const H = layer.H + offset;
  const largest =
    layer.activation == SOFTMAX ? softmax(Z, H, rows, n) : activate(layer.activation, Z, H, count);
  noteSize(sizeAt(me, index, SIZE_Z), largest);
  if (layer.dropBelow == 0) return;
  const A = layer.A + offset;
  if (mode == TRAIN) drop(layer, me.step, i * n, H, A, count);
  else memory.copy(A, H, <usize>count << 2);
}
