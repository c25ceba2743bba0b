import { largerSize, largestLane, noteSize } from './finite';
import { firstWide, lanesBelow, lastWide, loadUpTo, narrow, storeUpTo } from './lanes';
import { Layer, Network } from './network';

/**
 * In float64 inside: where few examples or units are normalised, dV is a small difference of large numbers. Statistics
 * and sums are kept as float64, with room for whole vectors of four.
 */

/** Added to a variance, so that it is never divided by zero. */
export const EPSILON: f64 = 1e-5;
/** What a step leaves of the running statistics. */
const KEPT: f32 = 0.9;

/** What becomes of the running statistics in a pass. */
export const LEAVE: i32 = 0;
export const REPLACE: i32 = 1;
export const MOVE: i32 = 2;

/**
 * Mean and 1 / √(variance + ε) of units `from` … `to` of V over the m examples.
 * @param sizes where the largest size of a running variance is noted: it may overflow where the batch's does not
 */
export function batchStatistics(
  network: Network,
  layer: Layer,
  m: i32,
  from: i32,
  to: i32,
  running: i32,
  sizes: usize,
): void {
  let largest = i32x4.splat(0);
  const rowStep = <usize>layer.units << 2;
  const examples = f64x2.splat(<f64>m);
  for (let j = from; j < to; j += 4) {
    const at = <usize>j << 2;
    let first = f64x2.splat(0);
    let last = f64x2.splat(0);
    let V = layer.V + at;
    for (let i = 0; i < m; i++, V += rowStep) {
      const v = v128.load(V);
      first = f64x2.add(first, firstWide(v));
      last = f64x2.add(last, lastWide(v));
    }
    const firstMean = f64x2.div(first, examples);
    const lastMean = f64x2.div(last, examples);
    first = f64x2.splat(0);
    last = f64x2.splat(0);
    V = layer.V + at;
    for (let i = 0; i < m; i++, V += rowStep) {
      const v = v128.load(V);
      const off0 = f64x2.sub(firstWide(v), firstMean);
      const off1 = f64x2.sub(lastWide(v), lastMean);
      first = f64x2.add(first, f64x2.mul(off0, off0));
      last = f64x2.add(last, f64x2.mul(off1, off1));
    }
    const firstVariance = f64x2.div(first, examples);
    const lastVariance = f64x2.div(last, examples);
    keepWide(layer.mean, j, firstMean, lastMean);
    keepWide(layer.inverse, j, inverseOf(firstVariance), inverseOf(lastVariance));
    if (running == LEAVE) continue;
    keep(network, layer.runningMean + at, narrow(firstMean, lastMean), running, to - j);
    keep(network, layer.runningVariance + at, narrow(firstVariance, lastVariance), running, to - j);
    largest = largerSize(largest, loadUpTo(layer.runningVariance + at, to - j));
  }
  noteSize(sizes, largestLane(largest));
}

@inline
function keepWide(list: usize, j: i32, first: v128, last: v128): void {
  const at = list + (<usize>j << 3);
  v128.store(at, first);
  v128.store(at, last, 16);
}

@inline
function keep(network: Network, at: usize, value: v128, running: i32, left: i32): void {
  const before = v128.load(at);
  const moved = f32x4.add(f32x4.mul(f32x4.splat(KEPT), before), f32x4.mul(f32x4.splat(1 - KEPT), value));
  // A step that diverges is taken back, and this with it.
  storeUpTo(at + network.toPrevious, before, left);
  storeUpTo(at, running == REPLACE ? value : moved, left);
}

/** In place of the batch's: the running statistics of units `from` … `to`, to predict with. */
export function recallStatistics(layer: Layer, from: i32, to: i32): void {
  for (let j = from; j < to; j += 4) {
    const at = <usize>j << 2;
    const mean = v128.load(layer.runningMean + at);
    const variance = v128.load(layer.runningVariance + at);
    keepWide(layer.mean, j, firstWide(mean), lastWide(mean));
    keepWide(layer.inverse, j, inverseOf(firstWide(variance)), inverseOf(lastWide(variance)));
  }
}

@inline
function inverseOf(variance: v128): v128 {
  const inverse = f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(variance, f64x2.splat(EPSILON))));
  // Nothing is added to a number, and NaN to the 0 that an infinite variance would pass for.
  return f64x2.add(inverse, f64x2.sub(variance, variance));
}

/** V̂ of two units at place j. */
@inline
function normalAt(layer: Layer, values: v128, j: i32): v128 {
  const at = <usize>j << 3;
  return f64x2.mul(f64x2.sub(values, v128.load(layer.mean + at)), v128.load(layer.inverse + at));
}

/** Z = gamma ⊙ V̂ + beta for `rows` examples from i on. */
export function normalizeBatch(layer: Layer, i: i32, rows: i32): void {
  const n = layer.units;
  for (const end = i + rows; i < end; i++) {
    const row = <usize>(i * n) << 2;
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const V = v128.load(layer.V + row + at);
      const normal = narrow(normalAt(layer, firstWide(V), j), normalAt(layer, lastWide(V), j + 2));
      const Z = f32x4.add(f32x4.mul(normal, v128.load(layer.gamma + at)), v128.load(layer.beta + at));
      storeUpTo(layer.Z + row + at, Z, n - j);
    }
  }
}

/** Of units `from` … `to`, over the m examples: Σ dZ ⊙ V̂ and Σ dZ, also where the gradients of gamma and beta go. */
export function sumBatchDerivatives(network: Network, layer: Layer, m: i32, from: i32, to: i32): void {
  const rowStep = <usize>layer.units << 2;
  for (let j = from; j < to; j += 4) {
    const at = <usize>j << 2;
    let V = layer.V + at;
    let dZ = layer.dZ + at;
    let tilt0 = f64x2.splat(0);
    let tilt1 = f64x2.splat(0);
    let level0 = f64x2.splat(0);
    let level1 = f64x2.splat(0);
    for (let i = 0; i < m; i++, V += rowStep, dZ += rowStep) {
      const slope = v128.load(dZ);
      const v = v128.load(V);
      const slope0 = firstWide(slope);
      const slope1 = lastWide(slope);
      tilt0 = f64x2.add(tilt0, f64x2.mul(slope0, normalAt(layer, firstWide(v), j)));
      tilt1 = f64x2.add(tilt1, f64x2.mul(slope1, normalAt(layer, lastWide(v), j + 2)));
      level0 = f64x2.add(level0, slope0);
      level1 = f64x2.add(level1, slope1);
    }
    keepWide(layer.tilt, j, tilt0, tilt1);
    keepWide(layer.level, j, level0, level1);
    storeUpTo(layer.gamma + network.toGradient + at, narrow(tilt0, tilt1), to - j);
    storeUpTo(layer.beta + network.toGradient + at, narrow(level0, level1), to - j);
  }
}

/**
 * dV = gamma · inverse ⊙ (dZ − (Σ dZ)/m − V̂ (Σ dZ ⊙ V̂)/m) for `rows` examples from i on, after the sums.
 * @returns the largest size of dV
 */
export function differentiateBatch(layer: Layer, m: i32, i: i32, rows: i32): u32 {
  const n = layer.units;
  const share = f64x2.splat(1 / <f64>m);
  let sizes = i32x4.splat(0);
  for (const end = i + rows; i < end; i++) {
    const row = <usize>(i * n) << 2;
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const V = v128.load(layer.V + row + at);
      const dZ = v128.load(layer.dZ + row + at);
      const gamma = v128.load(layer.gamma + at);
      const dV = narrow(
        slopeAt(layer, firstWide(V), firstWide(dZ), firstWide(gamma), share, j),
        slopeAt(layer, lastWide(V), lastWide(dZ), lastWide(gamma), share, j + 2),
      );
      storeUpTo(layer.dV + row + at, dV, n - j);
      sizes = largerSize(sizes, n - j >= 4 ? dV : v128.and(dV, lanesBelow(n - j)));
    }
  }
  return largestLane(sizes);
}

@inline
function slopeAt(layer: Layer, V: v128, dZ: v128, gamma: v128, share: v128, j: i32): v128 {
  const at = <usize>j << 3;
  const level = f64x2.mul(v128.load(layer.level + at), share);
  const tilt = f64x2.mul(v128.load(layer.tilt + at), share);
  const rest = f64x2.sub(f64x2.sub(dZ, level), f64x2.mul(normalAt(layer, V, j), tilt));
  return f64x2.mul(f64x2.mul(gamma, v128.load(layer.inverse + at)), rest);
}
