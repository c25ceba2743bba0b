import { largerSize, largestLane } from './finite';
import { loadUpTo, storeUpTo } from './lanes';
import { Layer, Network } from './network';

/** Added to a variance, so that it is never divided by zero. */
export const EPSILON: f32 = 1e-5;
/** What a step leaves of the running statistics. */
const KEPT: f32 = 0.9;

/** What becomes of the running statistics in a pass. */
export const LEAVE: i32 = 0;
export const REPLACE: i32 = 1;
export const MOVE: i32 = 2;

/** Mean and 1 / √(variance + ε) of units `from` … `to` of V over the m examples. */
export function batchStatistics(
  network: Network,
  layer: Layer,
  m: i32,
  from: i32,
  to: i32,
  running: i32,
): void {
  const rowStep = <usize>layer.units << 2;
  const examples = f32x4.splat(<f32>m);
  for (let j = from; j < to; j += 4) {
    const at = <usize>j << 2;
    let sum = f32x4.splat(0);
    let V = layer.V + at;
    for (let i = 0; i < m; i++, V += rowStep) sum = f32x4.add(sum, v128.load(V));
    const mean = f32x4.div(sum, examples);
    let squares = f32x4.splat(0);
    V = layer.V + at;
    for (let i = 0; i < m; i++, V += rowStep) {
      const off = f32x4.sub(v128.load(V), mean);
      squares = f32x4.add(squares, f32x4.mul(off, off));
    }
    const variance = f32x4.div(squares, examples);
    storeUpTo(layer.mean + at, mean, to - j);
    storeUpTo(layer.inverse + at, inverseOf(variance), to - j);
    if (running == LEAVE) continue;
    keep(network, layer.runningMean + at, mean, running, to - j);
    keep(network, layer.runningVariance + at, variance, running, to - j);
  }
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
    storeUpTo(layer.mean + at, v128.load(layer.runningMean + at), to - j);
    storeUpTo(layer.inverse + at, inverseOf(v128.load(layer.runningVariance + at)), to - j);
  }
}

@inline
function inverseOf(variance: v128): v128 {
  const inverse = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(EPSILON))));
  // Nothing is added to a number, and NaN to the 0 that an infinite variance would pass for.
  return f32x4.add(inverse, f32x4.sub(variance, variance));
}

/** Z = gamma ⊙ (V − mean) · inverse + beta for `rows` examples from i on. */
export function normalizeBatch(layer: Layer, i: i32, rows: i32): void {
  const n = layer.units;
  for (const end = i + rows; i < end; i++) {
    const row = <usize>(i * n) << 2;
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const off = f32x4.sub(v128.load(layer.V + row + at), v128.load(layer.mean + at));
      const normal = f32x4.mul(off, v128.load(layer.inverse + at));
      const Z = f32x4.add(f32x4.mul(normal, v128.load(layer.gamma + at)), v128.load(layer.beta + at));
      storeUpTo(layer.Z + row + at, Z, n - j);
    }
  }
}

/** Sums over the m examples, of units `from` … `to`: Σ dZ ⊙ V̂ and Σ dZ, where the gradients of gamma and beta go. */
export function sumBatchDerivatives(network: Network, layer: Layer, m: i32, from: i32, to: i32): void {
  const rowStep = <usize>layer.units << 2;
  for (let j = from; j < to; j += 4) {
    const at = <usize>j << 2;
    const mean = v128.load(layer.mean + at);
    const inverse = v128.load(layer.inverse + at);
    let V = layer.V + at;
    let dZ = layer.dZ + at;
    let dgamma = f32x4.splat(0);
    let dbeta = f32x4.splat(0);
    for (let i = 0; i < m; i++, V += rowStep, dZ += rowStep) {
      const slope = v128.load(dZ);
      const normal = f32x4.mul(f32x4.sub(v128.load(V), mean), inverse);
      dgamma = f32x4.add(dgamma, f32x4.mul(slope, normal));
      dbeta = f32x4.add(dbeta, slope);
    }
    storeUpTo(layer.gamma + network.toGradient + at, dgamma, to - j);
    storeUpTo(layer.beta + network.toGradient + at, dbeta, to - j);
  }
}

/**
 * dV = gamma · inverse ⊙ (dZ − (Σ dZ)/m − V̂ (Σ dZ ⊙ V̂)/m) for `rows` examples from i on, after the sums.
 * @returns the largest size of dV
 */
export function differentiateBatch(network: Network, layer: Layer, m: i32, i: i32, rows: i32): u32 {
  const n = layer.units;
  const share = f32x4.splat(1 / <f32>m);
  const dgamma = layer.gamma + network.toGradient;
  const dbeta = layer.beta + network.toGradient;
  let sizes = i32x4.splat(0);
  for (const end = i + rows; i < end; i++) {
    const row = <usize>(i * n) << 2;
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const inverse = v128.load(layer.inverse + at);
      const normal = f32x4.mul(f32x4.sub(v128.load(layer.V + row + at), v128.load(layer.mean + at)), inverse);
      const level = f32x4.mul(v128.load(dbeta + at), share);
      const tilt = f32x4.mul(normal, f32x4.mul(v128.load(dgamma + at), share));
      const slope = f32x4.sub(f32x4.sub(loadUpTo(layer.dZ + row + at, n - j), level), tilt);
      const dV = f32x4.mul(f32x4.mul(v128.load(layer.gamma + at), inverse), slope);
      storeUpTo(layer.dV + row + at, dV, n - j);
      // Read again, so that lanes beyond the row count for nothing.
      sizes = largerSize(sizes, loadUpTo(layer.dV + row + at, n - j));
    }
  }
  return largestLane(sizes);
}
