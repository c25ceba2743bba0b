import { exponentialUpTo } from './exponential';
import { largerSize, largestLane } from './finite';
import { lanesBelow, loadSome, storeSome, sumLanes64 } from './lanes';
import { logarithm, logarithmOfOnePlus } from './logarithm';
import { largestOf } from './softmax';

/** The numbers that stand for losses in a network. */
export const BINARY_CROSS_ENTROPY: i32 = 0;
export const CROSS_ENTROPY: i32 = 1;
export const MEAN_SQUARED_ERROR: i32 = 2;

/** The sum (not the mean) of the loss over m examples of n outputs. */
export function sumLoss(kind: i32, Z: usize, A: usize, Y: usize, m: i32, n: i32): f64 {
  if (kind == BINARY_CROSS_ENTROPY) return sumBinaryCrossEntropy(Z, Y, m * n);
  if (kind == CROSS_ENTROPY) return sumCrossEntropy(Z, Y, m, n);
  return sumSquaredError(A, Y, m * n) / <f64>n;
}

/** Σ max(z, 0) − z y + ln(1 + e^−|z|). */
function sumBinaryCrossEntropy(Z: usize, Y: usize, count: i32): f64 {
  let sum = f64x2.splat(0);
  for (let i = 0; i < count; i += 4, Z += 16, Y += 16) {
    const rest = count - i;
    const z = rest >= 4 ? v128.load(Z) : loadSome(Z, rest);
    const y = rest >= 4 ? v128.load(Y) : loadSome(Y, rest);
    const soft = logarithmOfOnePlus(exponentialUpTo(v128.or(z, i32x4.splat(-0x80000000))));
    const part = f32x4.sub(f32x4.add(f32x4.pmax(z, f32x4.splat(0)), soft), f32x4.mul(z, y));
    sum = addWide(sum, rest >= 4 ? part : v128.and(part, lanesBelow(rest)));
  }
  return sumLanes64(sum);
}

/** Σ y (ln Σ e^z − z). */
function sumCrossEntropy(Z: usize, Y: usize, m: i32, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < m; i++) {
    const largest = largestOf(Z, n);
    let total = f64x2.splat(0);
    for (let j = 0; j < n; j += 4) {
      const rest = n - j;
      const at = Z + (<usize>j << 2);
      const z = rest >= 4 ? v128.load(at) : loadSome(at, rest);
      const e = exponentialUpTo(f32x4.sub(z, f32x4.splat(largest)));
      total = addWide(total, rest >= 4 ? e : v128.and(e, lanesBelow(rest)));
    }
    const log = f32x4.extract_lane(logarithm(f32x4.splat(<f32>sumLanes64(total))), 0);
    const logSum = <f64>largest + <f64>log;
    for (let j = 0; j < n; j++) {
      const at = <usize>j << 2;
      sum += <f64>load<f32>(Y + at) * (logSum - <f64>load<f32>(Z + at));
    }
    Z += <usize>n << 2;
    Y += <usize>n << 2;
  }
  return sum;
}

/** Σ (a − y)², in float64: no float32 overflows it. */
function sumSquaredError(A: usize, Y: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    const error = <f64>load<f32>(A + at) - <f64>load<f32>(Y + at);
    sum += error * error;
  }
  return sum;
}

@inline
function addWide(sum: v128, values: v128): v128 {
  const high = i32x4.shuffle(values, values, 2, 3, 2, 3);
  return f64x2.add(f64x2.add(sum, f64x2.promote_low_f32x4(values)), f64x2.promote_low_f32x4(high));
}

/**
 * dZ = A − Y, or, when `width` is not zero, dA = 2 (A − Y) / width.
 * @returns the largest size of what was written
 */
export function subtractTargets(A: usize, Y: usize, dZ: usize, count: i32, width: i32): u32 {
  let sizes = i32x4.splat(0);
  const factor = f32x4.splat(width == 0 ? 1 : 2);
  const divisor = f32x4.splat(width == 0 ? 1 : <f32>width);
  for (let i = 0; i < count; i += 4, A += 16, Y += 16, dZ += 16) {
    const rest = count - i;
    const a = rest >= 4 ? v128.load(A) : loadSome(A, rest);
    const y = rest >= 4 ? v128.load(Y) : loadSome(Y, rest);
    const value = f32x4.div(f32x4.mul(f32x4.sub(a, y), factor), divisor);
    sizes = largerSize(sizes, value);
    if (rest >= 4) v128.store(dZ, value);
    else storeSome(dZ, value, rest);
  }
  return largestLane(sizes);
}
