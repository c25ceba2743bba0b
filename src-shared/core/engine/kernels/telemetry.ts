import { RELU, SIGMOID, TANH } from './activation';
import { lanesBelow, loadUpTo } from './lanes';
import { Layer, layerAt, Network, Worker } from './network';
import { sumSquaredDifferences, sumSquares } from './norm';
import { isMine } from './share';

/** Float64 of a layer in a row; `wasm/measures.ts` says what is made of them. */
export const LAYER_MEASURES: i32 = 12;

/**
 * What a step leaves in memory, reduced to a few numbers a layer: Σ of squares of dW, dZ, W, W before, ΔW, Wᵀ dV of
 * the layer above, dA, dV; mean of A and Σ of squares about it; shares of saturated entries and of dead units.
 */
export function measure(network: Network, me: Worker, m: i32, row: usize): void {
  for (let index = 0; index < network.count; index++)
    if (isMine(network, me, index))
      measureLayer(network, layerAt(network, index), m, row + (<usize>(index * LAYER_MEASURES) << 3));
}

function measureLayer(network: Network, layer: Layer, m: i32, out: usize): void {
  const weights = layer.units * layer.inputs;
  const count = m * layer.units;
  const before = layer.W + network.toPrevious;
  store<f64>(out, sumSquares(layer.W + network.toGradient, weights));
  store<f64>(out, sumSquares(layer.dZ, count), 8);
  store<f64>(out, sumSquares(layer.W, weights), 16);
  store<f64>(out, sumSquares(before, weights), 24);
  store<f64>(out, sumSquaredDifferences(layer.W, before, weights), 32);
  store<f64>(out, sumOf(layer.productSquares, m), 40);
  store<f64>(out, sumOf(layer.derivativeSquares, m), 48);
  store<f64>(out, layer.dV == layer.dZ ? load<f64>(out, 8) : sumSquares(layer.dV, count), 56);
  if (layer.activation == SIGMOID) return measureActivations(SIGMOID, layer, m, out);
  if (layer.activation == TANH) return measureActivations(TANH, layer, m, out);
  if (layer.activation == RELU) return measureActivations(RELU, layer, m, out);
  measureActivations(-1, layer, m, out);
}

function sumOf(at: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (const end = at + (<usize>count << 3); at < end; at += 8) sum += load<f64>(at);
  return sum;
}

/**
 * Saturated is a sigmoid within 0.05 of 0 or 1, a tanh within 0.05 of −1 or 1: there g' is below a fifth, or a
 * tenth, of its largest. Dead is a relu unit that gives 0 for every example of the batch.
 */
@inline
function measureActivations(kind: i32, layer: Layer, m: i32, out: usize): void {
  const n = layer.units;
  const rowStep = <usize>n << 2;
  let total: f64 = 0;
  let saturated: i32 = 0;
  let dead: i32 = 0;
  for (let j = 0; j < n; j += 4) {
    const left = n - j;
    const lanes = left >= 4 ? i32x4.splat(-1) : lanesBelow(left);
    let at = layer.H + (<usize>j << 2);
    let sum = f32x4.splat(0);
    let ends = i32x4.splat(0);
    let alive = i32x4.splat(0);
    for (let i = 0; i < m; i++, at += rowStep) {
      const a = v128.load(at);
      sum = f32x4.add(sum, a);
      if (kind == SIGMOID || kind == TANH) ends = i32x4.sub(ends, isSaturated(kind, a));
      if (kind == RELU) alive = v128.or(alive, f32x4.gt(a, f32x4.splat(0)));
    }
    total += sumOfLanes(v128.and(sum, lanes));
    if (kind == SIGMOID || kind == TANH) saturated += sumOfInts(v128.and(ends, lanes));
    if (kind == RELU) dead += sumOfInts(v128.and(v128.andnot(lanes, alive), i32x4.splat(1)));
  }
  const count = <f64>m * <f64>n;
  const mean = total / count;
  store<f64>(out, mean, 64);
  store<f64>(out, sumSquaresAbout(layer.H, m * n, <f32>mean), 72);
  store<f64>(out, <f64>saturated / count, 80);
  store<f64>(out, <f64>dead / <f64>n, 88);
}

@inline
function isSaturated(kind: i32, a: v128): v128 {
  const middle: f32 = kind == SIGMOID ? 0.5 : 0;
  const reach: f32 = kind == SIGMOID ? 0.45 : 0.95;
  return f32x4.gt(f32x4.abs(f32x4.sub(a, f32x4.splat(middle))), f32x4.splat(reach));
}

function sumSquaresAbout(at: usize, count: i32, mean: f32): f64 {
  let sum: f64 = 0;
  let part = f32x4.splat(0);
  for (let left = count, since = 0; left > 0; left -= 4, at += 16) {
    const off = f32x4.sub(loadUpTo(at, left), f32x4.splat(mean));
    const square = f32x4.mul(off, off);
    part = f32x4.add(part, left >= 4 ? square : v128.and(square, lanesBelow(left)));
    if (++since < 64) continue;
    sum += sumOfLanes(part);
    part = f32x4.splat(0);
    since = 0;
  }
  return sum + sumOfLanes(part);
}

@inline
function sumOfLanes(values: v128): f64 {
  return (
    <f64>f32x4.extract_lane(values, 0) +
    <f64>f32x4.extract_lane(values, 1) +
    (<f64>f32x4.extract_lane(values, 2) + <f64>f32x4.extract_lane(values, 3))
  );
}

@inline
function sumOfInts(values: v128): i32 {
  return (
    i32x4.extract_lane(values, 0) +
    i32x4.extract_lane(values, 1) +
    i32x4.extract_lane(values, 2) +
    i32x4.extract_lane(values, 3)
  );
}
