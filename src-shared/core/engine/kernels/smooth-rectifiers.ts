import { everywhere, one } from './constants';
import { expm1Near, powerOfTwo, remainderOf, roundedQuotient, wholeOf } from './exponential';
import { sigmoid } from './squash';

/**
 * Of gelu: 2 √(2/π), 0.044715, three times it, and ±12, beyond which σ(2u) is 0 or 1 in float32. Of elu: below −20
 * e^z − 1 rounds to −1.
 */
const NUMBERS = memory.data<f32>([1.5957691216057308, 0.044715, 0.134145, 12, -12, -20]);

@inline
function scale(): v128 {
  return everywhere(NUMBERS);
}

@inline
function cubic(): v128 {
  return everywhere(NUMBERS + 4);
}

/** z above 0, e^z − 1 elsewhere, without loss of digits near 0. */
@inline
export function elu(z: v128): v128 {
  const zero = f32x4.splat(0);
  const negative = f32x4.pmax(f32x4.pmin(z, zero), everywhere(NUMBERS + 20));
  const quotient = roundedQuotient(negative);
  const power = powerOfTwo(wholeOf(quotient));
  const rest = expm1Near(remainderOf(negative, quotient));
  const expm1 = f32x4.add(f32x4.mul(power, rest), f32x4.sub(power, one()));
  return v128.bitselect(z, expm1, f32x4.gt(z, zero));
}

/** z σ(z). */
@inline
export function silu(z: v128): v128 {
  return f32x4.mul(z, sigmoid(z));
}

/** σ (1 + z (1 − σ)). */
@inline
export function siluSlope(z: v128): v128 {
  const s = sigmoid(z);
  return f32x4.mul(s, f32x4.add(one(), f32x4.mul(z, f32x4.sub(one(), s))));
}

/** z/2 (1 + tanh u) = z σ(2u) with u = √(2/π) (z + 0.044715 z³). */
@inline
export function gelu(z: v128): v128 {
  return f32x4.mul(z, geluShare(boundedForGelu(z)));
}

/** σ(2u) + z σ(2u) (1 − σ(2u)) 2u′. */
@inline
export function geluSlope(z: v128): v128 {
  const bounded = boundedForGelu(z);
  const s = geluShare(bounded);
  const square = f32x4.mul(bounded, bounded);
  const slope = f32x4.mul(
    scale(),
    f32x4.add(one(), f32x4.mul(square, everywhere(NUMBERS + 8))),
  );
  return f32x4.add(s, f32x4.mul(f32x4.mul(bounded, slope), f32x4.mul(s, f32x4.sub(one(), s))));
}

/** z within bounds, so that its cube stays finite. */
@inline
function boundedForGelu(z: v128): v128 {
  return f32x4.pmax(f32x4.pmin(z, everywhere(NUMBERS + 12)), everywhere(NUMBERS + 16));
}

@inline
function geluShare(z: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(z, z), f32x4.mul(z, cubic()));
  return sigmoid(f32x4.mul(scale(), f32x4.add(z, cube)));
}
