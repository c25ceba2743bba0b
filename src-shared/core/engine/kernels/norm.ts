import { lanesBelow, loadSome, loadUpTo, sumLanes } from './lanes';

/** Numbers summed in float32 before the sum goes on in float64. */
const BLOCK: i32 = 256;

// Between these a block's float32 sum has neither overflowed nor lost squares that were too small to be numbers.
const TOO_SMALL: f32 = 1e-24;
const TOO_LARGE: f32 = 1e38;

/** Σ x², in a fixed order; float64 where float32 would overflow or underflow. */
export function sumSquares(at: usize, count: i32): f64 {
  return sumSquaresOf(at, 0, false, count);
}

/** Σ (x − y)². */
export function sumSquaredDifferences(x: usize, y: usize, count: i32): f64 {
  return sumSquaresOf(x, y, true, count);
}

/** Σ |x|, in a fixed order; float64 where float32 would overflow. */
export function sumSizes(at: usize, count: i32): f64 {
  let total: f64 = 0;
  for (let from = 0; from < count; from += BLOCK) {
    let lanes = f32x4.splat(0);
    const size = min(BLOCK, count - from);
    for (let left = size, x = at; left > 0; left -= 4, x += 16)
      lanes = f32x4.add(lanes, f32x4.abs(loadUpTo(x, left)));
    const sum = sumLanes(lanes);
    total += sum < TOO_LARGE ? <f64>sum : sumSizesWide(at, size);
    at += <usize>BLOCK << 2;
  }
  return total;
}

function sumSizesWide(at: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) sum += <f64>abs<f32>(load<f32>(at + (<usize>i << 2)));
  return sum;
}

@inline
function difference(x: usize, y: usize, isDifference: bool): v128 {
  return isDifference ? f32x4.sub(v128.load(x), v128.load(y)) : v128.load(x);
}

@inline
function sumSquaresOf(x: usize, y: usize, isDifference: bool, count: i32): f64 {
  let total: f64 = 0;
  for (let from = 0; from < count; from += BLOCK) {
    const size = min(BLOCK, count - from);
    let sum = sumBlock(x, y, isDifference, size);
    if (!(sum > TOO_SMALL && sum < TOO_LARGE)) total += sumBlockWide(x, y, isDifference, size);
    else total += sum;
    x += <usize>BLOCK << 2;
    y += <usize>BLOCK << 2;
  }
  return total;
}

@inline
function sumBlock(x: usize, y: usize, isDifference: bool, count: i32): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const sixteens = x + ((<usize>count & ~15) << 2);
  for (; x < sixteens; x += 64, y += 64) {
    const v0 = difference(x, y, isDifference);
    const v1 = difference(x + 16, y + 16, isDifference);
    const v2 = difference(x + 32, y + 32, isDifference);
    const v3 = difference(x + 48, y + 48, isDifference);
    s0 = f32x4.add(s0, f32x4.mul(v0, v0));
    s1 = f32x4.add(s1, f32x4.mul(v1, v1));
    s2 = f32x4.add(s2, f32x4.mul(v2, v2));
    s3 = f32x4.add(s3, f32x4.mul(v3, v3));
  }
  for (let rest = count & 15; rest > 0; rest -= 4, x += 16, y += 16) {
    let v = rest >= 4 ? v128.load(x) : loadSome(x, rest);
    if (isDifference) v = f32x4.sub(v, v128.and(v128.load(y), lanesBelow(rest)));
    s0 = f32x4.add(s0, f32x4.mul(v, v));
  }
  return sumLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

@inline
function sumBlockWide(x: usize, y: usize, isDifference: bool, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    const value = <f64>load<f32>(x + at) - (isDifference ? <f64>load<f32>(y + at) : 0);
    sum += value * value;
  }
  return sum;
}
