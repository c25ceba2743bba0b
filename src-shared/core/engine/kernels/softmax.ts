import { exponentialUpTo } from './exponential';
import { largerSize, largestLane } from './finite';
import { lanesBelow, loadSome, storeSome, sumLanes } from './lanes';

/**
 * A = softmax(Z) for m rows of n numbers, by e^(z − largest). A must not be Z.
 * @returns the largest size of Z
 */
export function softmax(Z: usize, A: usize, m: i32, n: i32): u32 {
  let sizes = i32x4.splat(0);
  for (let i = 0; i < m; i++) {
    sizes = i32x4.max_u(sizes, softmaxRow(Z, A, n));
    Z += <usize>n << 2;
    A += <usize>n << 2;
  }
  return largestLane(sizes);
}

/** The largest of n numbers; NaN may be passed over, its own e^ shows it. */
export function largestOf(Z: usize, n: i32): f32 {
  let largest = f32x4.splat(-Infinity);
  const whole = n & ~3;
  for (let j = 0; j < whole; j += 4) largest = f32x4.pmax(largest, v128.load(Z + (<usize>j << 2)));
  const rest = n & 3;
  if (rest > 0) {
    const values = loadSome(Z + (<usize>whole << 2), rest);
    largest = f32x4.pmax(largest, v128.bitselect(values, largest, lanesBelow(rest)));
  }
  largest = f32x4.pmax(largest, i32x4.shuffle(largest, largest, 2, 3, 0, 1));
  const first = f32x4.extract_lane(largest, 0);
  const second = f32x4.extract_lane(largest, 1);
  return first < second ? second : first;
}

function softmaxRow(Z: usize, A: usize, n: i32): v128 {
  let sizes = i32x4.splat(0);
  const largest = f32x4.splat(largestOf(Z, n));
  const whole = <usize>(n & ~3) << 2;
  const rest = n & 3;
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) {
    const z = v128.load(Z + at);
    sizes = largerSize(sizes, z);
    const e = exponentialUpTo(f32x4.sub(z, largest));
    sum = f32x4.add(sum, e);
    v128.store(A + at, e);
  }
  if (rest > 0) {
    const z = loadSome(Z + whole, rest);
    sizes = largerSize(sizes, z);
    const e = v128.and(exponentialUpTo(f32x4.sub(z, largest)), lanesBelow(rest));
    sum = f32x4.add(sum, e);
    storeSome(A + whole, e, rest);
  }
  const total = f32x4.splat(sumLanes(sum));
  for (let at: usize = 0; at < whole; at += 16) v128.store(A + at, f32x4.div(v128.load(A + at), total));
  if (rest > 0) storeSome(A + whole, f32x4.div(loadSome(A + whole, rest), total), rest);
  return sizes;
}

/**
 * dZ = a ⊙ (dA − Σ a · dA) for m rows of n numbers; in place when dZ is dA.
 * @returns the largest size of dZ
 */
export function differentiateSoftmax(dA: usize, dZ: usize, A: usize, m: i32, n: i32): u32 {
  let sizes = i32x4.splat(0);
  const whole = <usize>(n & ~3) << 2;
  const rest = n & 3;
  for (let i = 0; i < m; i++) {
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < whole; at += 16)
      sum = f32x4.add(sum, f32x4.mul(v128.load(A + at), v128.load(dA + at)));
    if (rest > 0) sum = f32x4.add(sum, f32x4.mul(loadSome(A + whole, rest), loadSome(dA + whole, rest)));
    const shared = f32x4.splat(sumLanes(sum));
    for (let at: usize = 0; at < whole; at += 16) {
      const value = f32x4.mul(v128.load(A + at), f32x4.sub(v128.load(dA + at), shared));
      sizes = largerSize(sizes, value);
      v128.store(dZ + at, value);
    }
    if (rest > 0) {
      const value = f32x4.mul(loadSome(A + whole, rest), f32x4.sub(loadSome(dA + whole, rest), shared));
      sizes = largerSize(sizes, v128.and(value, lanesBelow(rest)));
      storeSome(dZ + whole, value, rest);
    }
    dA += <usize>n << 2;
    dZ += <usize>n << 2;
    A += <usize>n << 2;
  }
  return largestLane(sizes);
}
