import { backward } from './backward';
import { barrier } from './barrier';
import { forward } from './forward';
import { layerAt, Network, NO_NORMALIZATION, note, TRAIN, UPDATE, Worker } from './network';
import { sumSizes, sumSquares } from './norm';
import { beginUpdate } from './optimizer';
import { isMine, shareFrom, shareTo } from './share';
import { clearSizes, isFiniteStep, SIZE_db, SIZE_dbeta, SIZE_dgamma, SIZE_dW, sizeAt } from './sizes';
import { takeScaledGradient } from './take-gradient';

/** Float64 in a layer's place in `sums`. */
const SUMS: i32 = 4;

/**
 * One mini-batch: forward, loss, backward, update.
 *
 * @returns whether every number of it is finite
 */
export function trainStep(network: Network, me: Worker, X: usize, Y: usize, m: i32): bool {
  clearSizes(network, me);
  beginUpdate(network, me);
  forward(network, me, X, m, TRAIN);
  if (network.l1 != 0 || network.l2 != 0) sumWeights(network, me);
  backward(network, me, X, Y, m, TRAIN);
  if (network.clipNorm > 0) updateClipped(network, me);
  barrier(network);
  return isFiniteStep(network, me);
}

/** The mean loss over the batch, and the penalty of the weights before the step. */
export function meanLoss(network: Network, m: i32): f64 {
  let loss: f64 = 0;
  for (let i = 0; i < m; i++) loss += load<f64>(network.exampleLoss + (<usize>i << 3));
  return loss / <f64>m + penalty(network);
}

/** λ₁ Σ|w| + λ/2 Σ w², of all W. */
function penalty(network: Network): f64 {
  if (network.l1 == 0 && network.l2 == 0) return 0;
  let squares: f64 = 0;
  let sizes: f64 = 0;
  for (let index = 0; index < network.count; index++) {
    squares += load<f64>(sumsOf(network, index));
    sizes += load<f64>(sumsOf(network, index), 8);
  }
  return network.l1 * sizes + (network.l2 / 2) * squares;
}

function sumWeights(network: Network, me: Worker): void {
  for (let index = 0; index < network.count; index++) {
    if (!isMine(network, me, index)) continue;
    const layer = layerAt(network, index);
    const count = layer.units * layer.inputs;
    store<f64>(sumsOf(network, index), network.l2 == 0 ? 0 : sumSquares(layer.W, count));
    store<f64>(sumsOf(network, index), network.l1 == 0 ? 0 : sumSizes(layer.W, count), 8);
  }
}

@inline
function sumsOf(network: Network, index: i32): usize {
  return network.sums + (<usize>(index * SUMS) << 3);
}

/** The step with all gradients scaled down to the norm that clipNorm allows them together. */
function updateClipped(network: Network, me: Worker): void {
  barrier(network);
  for (let index = 0; index < network.count; index++)
    if (isMine(network, me, index)) sumGradients(network, index);
  barrier(network);
  let squares: f64 = 0;
  for (let index = 0; index < network.count; index++) squares += load<f64>(sumsOf(network, index), 16);
  const norm = sqrt<f64>(squares);
  const factor: f32 = norm > network.clipNorm ? <f32>(network.clipNorm / norm) : 1;
  for (let index = 0; index < network.count; index++) updateLayer(network, me, index, factor);
}

function sumGradients(network: Network, index: i32): void {
  const layer = layerAt(network, index);
  const n = layer.units;
  let sum = squaresOfGradient(network, layer.W, n * layer.inputs) + squaresOfGradient(network, layer.b, n);
  if (layer.normalization != NO_NORMALIZATION)
    sum += squaresOfGradient(network, layer.gamma, n) + squaresOfGradient(network, layer.beta, n);
  store<f64>(sumsOf(network, index), sum, 16);
}

/** As they are after clipValue. */
function squaresOfGradient(network: Network, at: usize, count: i32): f64 {
  const from = at + network.toGradient;
  if (network.clipValue == 0) return sumSquares(from, count);
  const bound = <f32>network.clipValue;
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const value = <f64>max(-bound, min(bound, load<f32>(from + (<usize>i << 2))));
    sum += value * value;
  }
  return sum;
}

function updateLayer(network: Network, me: Worker, index: i32, factor: f32): void {
  note(me, index, UPDATE);
  const layer = layerAt(network, index);
  const n = layer.units;
  const from = shareFrom(network, me.index, n, 16);
  const count = shareTo(network, me, n, 16) - from;
  if (count <= 0) return;
  const width = layer.inputs;
  const rows = layer.W + (<usize>(from * width) << 2);
  takeScaledGradient(network, me, rows, count * width, width, factor, sizeAt(me, index, SIZE_dW));
  const offset = <usize>from << 2;
  takeScaledGradient(network, me, layer.b + offset, count, 0, factor, sizeAt(me, index, SIZE_db));
  if (layer.normalization == NO_NORMALIZATION) return;
  const gamma = layer.gamma + offset;
  const beta = layer.beta + offset;
  takeScaledGradient(network, me, gamma, count, 0, factor, sizeAt(me, index, SIZE_dgamma));
  takeScaledGradient(network, me, beta, count, 0, factor, sizeAt(me, index, SIZE_dbeta));
}
