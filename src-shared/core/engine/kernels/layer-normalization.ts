import { EPSILON } from './batch-normalization';
import { largerSize, largestLane } from './finite';
import { addWide, firstWide, lanesBelow, lastWide, loadUpTo, narrow, storeUpTo, sumLanes64 } from './lanes';
import { Layer, Network } from './network';

// In float64 inside, for the reason that batch-normalization.ts gives.

/** Mean and 1 / √(variance + ε) over the units of each example, and Z = gamma ⊙ V̂ + beta, from example i on. */
export function normalizeLayer(layer: Layer, i: i32, rows: i32): void {
  const n = layer.units;
  for (const end = i + rows; i < end; i++) {
    const V = layer.V + (<usize>(i * n) << 2);
    const Z = layer.Z + (<usize>(i * n) << 2);
    let sum = f64x2.splat(0);
    for (let j = 0; j < n; j += 4) sum = addWide(sum, loadUpTo(V + (<usize>j << 2), n - j));
    const mean = sumLanes64(sum) / <f64>n;
    let squares: f64 = 0;
    for (let j = 0; j < n; j++) {
      const off = <f64>load<f32>(V + (<usize>j << 2)) - mean;
      squares += off * off;
    }
    const variance = squares / <f64>n;
    // Nothing is added to a number, and NaN to the 0 that an infinite variance would pass for.
    const inverse = 1 / sqrt<f64>(variance + EPSILON) + (variance - variance);
    store<f64>(layer.mean + (<usize>i << 3), mean);
    store<f64>(layer.inverse + (<usize>i << 3), inverse);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const v = v128.load(V + at);
      const normal = narrow(normalOf(firstWide(v), mean, inverse), normalOf(lastWide(v), mean, inverse));
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
    const mean = load<f64>(layer.mean + (<usize>i << 3));
    const inverse = load<f64>(layer.inverse + (<usize>i << 3));
    let level: f64 = 0;
    let tilt: f64 = 0;
    for (let j = 0; j < n; j++) {
      const at = <usize>j << 2;
      const slope = <f64>load<f32>(layer.gamma + at) * <f64>load<f32>(layer.dZ + row + at);
      level += slope;
      tilt += slope * ((<f64>load<f32>(layer.V + row + at) - mean) * inverse);
    }
    level /= <f64>n;
    tilt /= <f64>n;
    for (let j = 0; j < n; j += 4) {
      const at = <usize>j << 2;
      const V = v128.load(layer.V + row + at);
      const dZ = v128.load(layer.dZ + row + at);
      const gamma = v128.load(layer.gamma + at);
      const dV = narrow(
        slopeOf(firstWide(V), firstWide(dZ), firstWide(gamma), mean, inverse, level, tilt),
        slopeOf(lastWide(V), lastWide(dZ), lastWide(gamma), mean, inverse, level, tilt),
      );
      sizes = largerSize(sizes, n - j >= 4 ? dV : v128.and(dV, lanesBelow(n - j)));
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
    let tilt0 = f64x2.splat(0);
    let tilt1 = f64x2.splat(0);
    let level0 = f64x2.splat(0);
    let level1 = f64x2.splat(0);
    for (let i = 0; i < m; i++, V += rowStep, dZ += rowStep) {
      const mean = load<f64>(layer.mean + (<usize>i << 3));
      const inverse = load<f64>(layer.inverse + (<usize>i << 3));
      const slope = v128.load(dZ);
      const v = v128.load(V);
      tilt0 = f64x2.add(tilt0, f64x2.mul(firstWide(slope), normalOf(firstWide(v), mean, inverse)));
      tilt1 = f64x2.add(tilt1, f64x2.mul(lastWide(slope), normalOf(lastWide(v), mean, inverse)));
      level0 = f64x2.add(level0, firstWide(slope));
      level1 = f64x2.add(level1, lastWide(slope));
    }
    storeUpTo(layer.gamma + network.toGradient + at, narrow(tilt0, tilt1), to - j);
    storeUpTo(layer.beta + network.toGradient + at, narrow(level0, level1), to - j);
  }
}

@inline
function normalOf(values: v128, mean: f64, inverse: f64): v128 {
  return f64x2.mul(f64x2.sub(values, f64x2.splat(mean)), f64x2.splat(inverse));
}

@inline
function slopeOf(V: v128, dZ: v128, gamma: v128, mean: f64, inverse: f64, level: f64, tilt: f64): v128 {
  const rest = f64x2.sub(f64x2.mul(gamma, dZ), f64x2.splat(level));
  const leaning = f64x2.mul(normalOf(V, mean, inverse), f64x2.splat(tilt));
  return f64x2.mul(f64x2.splat(inverse), f64x2.sub(rest, leaning));
}
