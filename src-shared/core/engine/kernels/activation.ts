import { everywhere, one } from './constants';
import { largerSize, largestLane } from './finite';
import { loadSome, storeSome } from './lanes';
import { elu, gelu, geluSlope, silu, siluSlope } from './smooth-rectifiers';
import { sigmoid, tanh } from './squash';

/** The numbers that stand for activations in a layer. */
export const LINEAR: i32 = 0;
export const SIGMOID: i32 = 1;
export const TANH: i32 = 2;
export const RELU: i32 = 3;
export const LEAKY_RELU: i32 = 4;
export const SOFTMAX: i32 = 5;
export const ELU: i32 = 6;
export const GELU: i32 = 7;
export const SILU: i32 = 8;

const LEAK = memory.data<f32>([0.01]);

/**
 * A = g(Z) for `count` numbers, all but softmax; in place when A is Z.
 * @returns the largest size of Z
 */
export function activate(kind: i32, Z: usize, A: usize, count: i32): u32 {
  if (kind == SIGMOID) return sweep(SIGMOID, Z, A, count);
  if (kind == TANH) return sweep(TANH, Z, A, count);
  if (kind == RELU) return sweep(RELU, Z, A, count);
  if (kind == LEAKY_RELU) return sweep(LEAKY_RELU, Z, A, count);
  if (kind == ELU) return sweep(ELU, Z, A, count);
  if (kind == GELU) return sweep(GELU, Z, A, count);
  if (kind == SILU) return sweep(SILU, Z, A, count);
  return sweep(LINEAR, Z, A, count);
}

/**
 * dZ = dA ⊙ g' for `count` numbers, all but softmax; in place when dZ is dA. `known` is what g' is a function of: Z
 * for gelu and silu, g(Z) for the others.
 * @returns the largest size of dZ
 */
export function differentiate(kind: i32, dA: usize, dZ: usize, known: usize, count: i32): u32 {
  if (kind == SIGMOID) return sweepBack(SIGMOID, dA, dZ, known, count);
  if (kind == TANH) return sweepBack(TANH, dA, dZ, known, count);
  if (kind == RELU) return sweepBack(RELU, dA, dZ, known, count);
  if (kind == LEAKY_RELU) return sweepBack(LEAKY_RELU, dA, dZ, known, count);
  if (kind == ELU) return sweepBack(ELU, dA, dZ, known, count);
  if (kind == GELU) return sweepBack(GELU, dA, dZ, known, count);
  if (kind == SILU) return sweepBack(SILU, dA, dZ, known, count);
  return sweepBack(LINEAR, dA, dZ, known, count);
}

/** Whether g' is a function of Z rather than of g(Z). */
@inline
export function differentiatesZ(kind: i32): bool {
  return kind == GELU || kind == SILU;
}

@inline
function valueOf(kind: i32, z: v128): v128 {
  if (kind == SIGMOID) return sigmoid(z);
  if (kind == TANH) return tanh(z);
  // The second of pmax is taken only when the first is smaller: NaN stays.
  if (kind == RELU) return f32x4.pmax(z, f32x4.splat(0));
  if (kind == LEAKY_RELU)
    return v128.bitselect(z, f32x4.mul(z, everywhere(LEAK)), f32x4.gt(z, f32x4.splat(0)));
  if (kind == ELU) return elu(z);
  if (kind == GELU) return gelu(z);
  if (kind == SILU) return silu(z);
  return z;
}

/** dA ⊙ g', where `known` is what g' is a function of. */
@inline
function slopeTimes(kind: i32, dA: v128, known: v128): v128 {
  if (kind == SIGMOID) return f32x4.mul(dA, f32x4.mul(known, f32x4.sub(one(), known)));
  if (kind == TANH) return f32x4.mul(dA, f32x4.sub(one(), f32x4.mul(known, known)));
  if (kind == GELU) return f32x4.mul(dA, geluSlope(known));
  if (kind == SILU) return f32x4.mul(dA, siluSlope(known));
  const positive = f32x4.gt(known, f32x4.splat(0));
  if (kind == RELU) return f32x4.mul(dA, v128.and(positive, one()));
  if (kind == LEAKY_RELU) return f32x4.mul(dA, v128.bitselect(one(), everywhere(LEAK), positive));
  if (kind == ELU) return f32x4.mul(dA, v128.bitselect(one(), f32x4.add(one(), known), positive));
  return dA;
}

@inline
function sweep(kind: i32, Z: usize, A: usize, count: i32): u32 {
  let sizes = i32x4.splat(0);
  // Two at a time: one waits for its additions while the other goes on.
  for (const twos = Z + ((<usize>count & ~7) << 2); Z < twos; Z += 32, A += 32) {
    const z0 = v128.load(Z);
    const z1 = v128.load(Z, 16);
    sizes = largerSize(largerSize(sizes, z0), z1);
    v128.store(A, valueOf(kind, z0));
    v128.store(A, valueOf(kind, z1), 16);
  }
  if (count & 4) {
    const z = v128.load(Z);
    sizes = largerSize(sizes, z);
    v128.store(A, valueOf(kind, z));
    Z += 16;
    A += 16;
  }
  const rest = count & 3;
  if (rest > 0) {
    const z = loadSome(Z, rest);
    sizes = largerSize(sizes, z);
    storeSome(A, valueOf(kind, z), rest);
  }
  return largestLane(sizes);
}

@inline
function sweepBack(kind: i32, dA: usize, dZ: usize, known: usize, count: i32): u32 {
  let sizes = i32x4.splat(0);
  for (const twos = dA + ((<usize>count & ~7) << 2); dA < twos; dA += 32, dZ += 32, known += 32) {
    const value0 = slopeTimes(kind, v128.load(dA), v128.load(known));
    const value1 = slopeTimes(kind, v128.load(dA, 16), v128.load(known, 16));
    sizes = largerSize(largerSize(sizes, value0), value1);
    v128.store(dZ, value0);
    v128.store(dZ, value1, 16);
  }
  if (count & 4) {
    const value = slopeTimes(kind, v128.load(dA), v128.load(known));
    sizes = largerSize(sizes, value);
    v128.store(dZ, value);
    dA += 16;
    dZ += 16;
    known += 16;
  }
  const rest = count & 3;
  if (rest > 0) {
    const value = slopeTimes(kind, loadSome(dA, rest), loadSome(known, rest));
    sizes = largerSize(sizes, value);
    storeSome(dZ, value, rest);
  }
  return largestLane(sizes);
}
