import { EPSILON } from './batch-normalization';
import { largerSize, largestLane } from './finite';
import { lanesBelow, loadUpTo, storeUpTo, sumLanes } from './lanes';
import { Layer, Network } from './network';

/** Mean and 1 / √(variance + ε) over the units of each example, and Z = gamma ⊙ V̂ + beta, from example i on. */
export function normalizeLayer(layer: Layer, i: i32, rows: i32): void {
  const n = layer.units;
  for (const end = i + rows; i < end; i++) {
    const V = layer.V + (<usize>(i * n) << 2);
    const Z = layer.Z + (<usize>(i * n) << 2);
    let sum = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) sum = f32x4.add(sum, loadUpTo(V + (<usize>j << 2), n - j));
    const mean = sumLanes(sum) / <f32>n;
    let squares = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) {
      const off = f32x4.sub(v128.load(V + (<usize>j << 2)), f32x4.splat(mean));
      squares = f32x4.add(squares, upTo(f32x4.mul(off, off), n - j));
    }
    const variance: f32 = sumLanes(squares) / <f32>n;
    // Nothing is added to a number, and NaN to the 0 that an infinite variance would pass for.
    const inverse: f32 = 1 / sqrt<f32>(variance + EPSILON) + (variance - variance);
    store<f32>(layer.mean + (<usize>i << 2), mean);
    store<f32>(layer.inverse + (<usize>i << 2), inverse);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const normal = normalAt(V + at, mean, inverse);
      const value = f32x4.add(f32x4.mul(normal, v128.load(layer.gamma + at)), v128.load(layer.beta + at));
      storeUpTo(Z + at, value, n - j);
    }
  }
}

/**
 * dV = inverse (d − (Σ d)/n − V̂ (Σ d ⊙ V̂)/n) with d = gamma ⊙ dZ, sums over the units of each example, from
 * example i on.
 * @returns the largest size of dV
 */
export function differentiateLayer(layer: Layer, i: i32, rows: i32): u32 {
  const n = layer.units;
  let sizes = i32x4.splat(0);
  for (const end = i + rows; i < end; i++) {
    const row = <usize>(i * n) << 2;
    const mean = load<f32>(layer.mean + (<usize>i << 2));
    const inverse = load<f32>(layer.inverse + (<usize>i << 2));
    let level = f32x4.splat(0);
    let tilt = f32x4.splat(0);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const slope = slopeAt(layer, row, at, n - j);
      level = f32x4.add(level, slope);
      tilt = f32x4.add(tilt, upTo(f32x4.mul(slope, normalAt(layer.V + row + at, mean, inverse)), n - j));
    }
    const meanLevel = f32x4.splat(sumLanes(level) / <f32>n);
    const meanTilt = f32x4.splat(sumLanes(tilt) / <f32>n);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const normal = normalAt(layer.V + row + at, mean, inverse);
      const rest = f32x4.sub(
        f32x4.sub(slopeAt(layer, row, at, n - j), meanLevel),
        f32x4.mul(normal, meanTilt),
      );
      const dV = upTo(f32x4.mul(f32x4.splat(inverse), rest), n - j);
      sizes = largerSize(sizes, dV);
      storeUpTo(layer.dV + row + at, dV, n - j);
    }
  }
  return largestLane(sizes);
}

/** Σ over the m examples of dZ ⊙ V̂ and of dZ, of units `from` … `to`, where the gradients of gamma and beta go. */
export function sumLayerDerivatives(network: Network, layer: Layer, m: i32, from: i32, to: i32): void {
  const rowStep = <usize>layer.units << 2;
  for (let j = from; j < to; j += 4) {
    const at = <usize>j << 2;
    let V = layer.V + at;
    let dZ = layer.dZ + at;
    let dgamma = f32x4.splat(0);
    let dbeta = f32x4.splat(0);
    for (let i = 0; i < m; i++, V += rowStep, dZ += rowStep) {
      const mean = load<f32>(layer.mean + (<usize>i << 2));
      const normal = normalAt(V, mean, load<f32>(layer.inverse + (<usize>i << 2)));
      const slope = v128.load(dZ);
      dgamma = f32x4.add(dgamma, f32x4.mul(slope, normal));
      dbeta = f32x4.add(dbeta, slope);
    }
    storeUpTo(layer.gamma + network.toGradient + at, dgamma, to - j);
    storeUpTo(layer.beta + network.toGradient + at, dbeta, to - j);
  }
}

@inline
function normalAt(V: usize, mean: f32, inverse: f32): v128 {
  return f32x4.mul(f32x4.sub(v128.load(V), f32x4.splat(mean)), f32x4.splat(inverse));
}

/** gamma ⊙ dZ, zero beyond the row. */
@inline
function slopeAt(layer: Layer, row: usize, at: usize, left: i32): v128 {
  return upTo(f32x4.mul(v128.load(layer.dZ + row + at), v128.load(layer.gamma + at)), left);
}

@inline
function upTo(values: v128, left: i32): v128 {
  return left >= 4 ? values : v128.and(values, lanesBelow(left));
}
