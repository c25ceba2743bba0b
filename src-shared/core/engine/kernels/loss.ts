import { exponentialUpTo } from './exponential';
import { largerSize, largestLane } from './finite';
import { addWide, lanesBelow, loadUpTo, storeUpTo, sumLanes64 } from './lanes';
import { logarithm, logarithmOfOnePlus } from './logarithm';
import { largestOf } from './softmax';

/** The numbers that stand for losses in a network. */
export const BINARY_CROSS_ENTROPY: i32 = 0;
export const CROSS_ENTROPY: i32 = 1;
export const MEAN_SQUARED_ERROR: i32 = 2;
export const HUBER: i32 = 3;
export const HINGE: i32 = 4;

const SIGN: i32 = -0x80000000;

/** The loss of each of m examples of n outputs, float64, to `out`. */
export function exampleLosses(kind: i32, Z: usize, A: usize, Y: usize, m: i32, n: i32, out: usize): void {
  if (kind == CROSS_ENTROPY) return crossEntropies(Z, Y, m, n, out);
  if (n == 1) return singleOutputs(kind, Z, A, Y, m, out);
  const share: f64 = kind == MEAN_SQUARED_ERROR || kind == HUBER ? 1 / <f64>n : 1;
  const from = kind == BINARY_CROSS_ENTROPY ? Z : A;
  for (let i = 0; i < m; i++) {
    let sum = f64x2.splat(0);
    for (let j = 0; j < n; j += 4) {
      const at = <usize>(i * n + j) << 2;
      sum = addEntries(kind, sum, loadUpTo(from + at, n - j), loadUpTo(Y + at, n - j), n - j);
    }
    store<f64>(out + (<usize>i << 3), share * sumLanes64(sum));
  }
}

/** The same where each example has one output: four examples at a time. */
function singleOutputs(kind: i32, Z: usize, A: usize, Y: usize, m: i32, out: usize): void {
  const from = kind == BINARY_CROSS_ENTROPY ? Z : A;
  for (let i = 0; i < m; i += 4) {
    const at = <usize>i << 2;
    const value = loadUpTo(from + at, m - i);
    const target = loadUpTo(Y + at, m - i);
    const to = out + (<usize>i << 3);
    // Room for four is kept beyond the last example.
    if (kind == MEAN_SQUARED_ERROR) {
      v128.store(to, squareOfLow(value, target));
      v128.store(to, squareOfLow(highOf(value), highOf(target)), 16);
    } else {
      const losses = entryLosses(kind, value, target);
      v128.store(to, f64x2.promote_low_f32x4(losses));
      v128.store(to, f64x2.promote_low_f32x4(highOf(losses)), 16);
    }
  }
}

@inline
function addEntries(kind: i32, sum: v128, value: v128, target: v128, left: i32): v128 {
  if (kind == MEAN_SQUARED_ERROR) {
    // In float64: no float32 overflows it. Lanes beyond the row are zero in both.
    const low = squareOfLow(value, target);
    return f64x2.add(f64x2.add(sum, low), squareOfLow(highOf(value), highOf(target)));
  }
  const losses = entryLosses(kind, value, target);
  return addWide(sum, left >= 4 ? losses : v128.and(losses, lanesBelow(left)));
}

@inline
function squareOfLow(a: v128, y: v128): v128 {
  const error = f64x2.sub(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(y));
  return f64x2.mul(error, error);
}

@inline
function highOf(values: v128): v128 {
  return i32x4.shuffle(values, values, 2, 3, 2, 3);
}

/**
 * Of each output by itself. Binary cross-entropy: max(z, 0) − z y + ln(1 + e^−|z|). Huber: r²/2 up to |r| = 1, then
 * |r| − 1/2, which is s |r| − s²/2 with s = min(|r|, 1). Hinge: max(0, 1 − (2y − 1) a).
 */
@inline
function entryLosses(kind: i32, value: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  if (kind == BINARY_CROSS_ENTROPY) {
    const soft = logarithmOfOnePlus(exponentialUpTo(v128.or(value, i32x4.splat(SIGN))));
    return f32x4.sub(f32x4.add(f32x4.pmax(value, f32x4.splat(0)), soft), f32x4.mul(value, y));
  }
  if (kind == HUBER) {
    const size = f32x4.abs(f32x4.sub(value, y));
    const bounded = f32x4.pmin(size, one);
    return f32x4.mul(bounded, f32x4.sub(size, f32x4.mul(half, bounded)));
  }
  return f32x4.pmax(f32x4.sub(one, f32x4.mul(sideOf(y), value)), f32x4.splat(0));
}

/** 2y − 1: a target of 0 or 1 as −1 or 1. */
@inline
function sideOf(y: v128): v128 {
  return f32x4.sub(f32x4.add(y, y), f32x4.splat(1));
}

/** Σ y (ln Σ e^z − z). */
function crossEntropies(Z: usize, Y: usize, m: i32, n: i32, out: usize): void {
  for (let i = 0; i < m; i++) {
    const largest = largestOf(Z, n);
    let total = f64x2.splat(0);
    for (let j = 0; j < n; j += 4) {
      const e = exponentialUpTo(f32x4.sub(loadUpTo(Z + (<usize>j << 2), n - j), f32x4.splat(largest)));
      total = addWide(total, n - j >= 4 ? e : v128.and(e, lanesBelow(n - j)));
    }
    const log = f32x4.extract_lane(logarithm(f32x4.splat(<f32>sumLanes64(total))), 0);
    const logSum = <f64>largest + <f64>log;
    let sum: f64 = 0;
    for (let j = 0; j < n; j++) {
      const at = <usize>j << 2;
      sum += <f64>load<f32>(Y + at) * (logSum - <f64>load<f32>(Z + at));
    }
    store<f64>(out + (<usize>i << 3), sum);
    Z += <usize>n << 2;
    Y += <usize>n << 2;
  }
}

/** Whether the loss and its output go through in one piece, to dZ = A − Y. */
@inline
export function isFused(kind: i32): bool {
  return kind == BINARY_CROSS_ENTROPY || kind == CROSS_ENTROPY;
}

/**
 * The derivative of each example's loss, `count` numbers of rows of n: dZ = A − Y for the fused losses, else dA.
 * @returns the largest size of what was written
 */
export function differentiateLoss(kind: i32, A: usize, Y: usize, out: usize, count: i32, n: i32): u32 {
  if (isFused(kind)) return sweepLoss(CROSS_ENTROPY, A, Y, out, count, 1);
  if (kind == MEAN_SQUARED_ERROR) return sweepLoss(MEAN_SQUARED_ERROR, A, Y, out, count, <f32>n);
  if (kind == HUBER) return sweepLoss(HUBER, A, Y, out, count, <f32>n);
  return sweepLoss(HINGE, A, Y, out, count, 1);
}

@inline
function sweepLoss(kind: i32, A: usize, Y: usize, out: usize, count: i32, width: f32): u32 {
  let sizes = i32x4.splat(0);
  const divisor = f32x4.splat(width);
  for (let left = count; left > 0; left -= 4, A += 16, Y += 16, out += 16) {
    const a = loadUpTo(A, left);
    const y = loadUpTo(Y, left);
    const value = slopeOf(kind, a, y, divisor);
    sizes = largerSize(sizes, value);
    storeUpTo(out, value, left);
  }
  return largestLane(sizes);
}

/** Lanes beyond the row hold a = y = 0 and give 0, but for hinge, whose slope there is finite. */
@inline
function slopeOf(kind: i32, a: v128, y: v128, divisor: v128): v128 {
  const one = f32x4.splat(1);
  const error = f32x4.sub(a, y);
  if (kind == CROSS_ENTROPY) return error;
  if (kind == MEAN_SQUARED_ERROR) return f32x4.div(f32x4.add(error, error), divisor);
  if (kind == HUBER)
    return f32x4.div(f32x4.pmax(f32x4.pmin(error, one), f32x4.splat(-1)), divisor);
  const side = sideOf(y);
  const product = f32x4.mul(side, a);
  const slope = v128.and(f32x4.neg(side), f32x4.gt(f32x4.sub(one, product), f32x4.splat(0)));
  // Where a or y is NaN no comparison holds, and NaN must stay.
  return v128.bitselect(slope, product, f32x4.eq(product, product));
}
