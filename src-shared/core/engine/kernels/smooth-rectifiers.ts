import { expm1Near, powerOfTwo, remainderOf, roundedQuotient, wholeOf } from './exponential';
import { sigmoid } from './squash';

const SCALE: f32 = 0.7978845608028654;
const CUBIC: f32 = 0.044715;
/** Beyond it on either side σ(2u) of gelu is 0 or 1 in float32. */
const GELU_BOUND: f32 = 12;
/** Below it e^z − 1 rounds to −1. */
const ELU_BOUND: f32 = -20;

/** z above 0, e^z − 1 elsewhere, without loss of digits near 0. */
@inline
export function elu(z: v128): v128 {
  const zero = f32x4.splat(0);
  const negative = f32x4.pmax(f32x4.pmin(z, zero), f32x4.splat(ELU_BOUND));
  const quotient = roundedQuotient(negative);
  const scale = powerOfTwo(wholeOf(quotient));
  const rest = expm1Near(remainderOf(negative, quotient));
  const expm1 = f32x4.add(f32x4.mul(scale, rest), f32x4.sub(scale, f32x4.splat(1)));
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
  const one = f32x4.splat(1);
  return f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s))));
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
  const one = f32x4.splat(1);
  const square = f32x4.mul(bounded, bounded);
  const slope = f32x4.mul(
    f32x4.splat(2 * SCALE),
    f32x4.add(one, f32x4.mul(square, f32x4.splat(3 * CUBIC))),
  );
  return f32x4.add(s, f32x4.mul(f32x4.mul(bounded, slope), f32x4.mul(s, f32x4.sub(one, s))));
}

/** z within bounds, so that its cube stays finite. */
@inline
function boundedForGelu(z: v128): v128 {
  return f32x4.pmax(f32x4.pmin(z, f32x4.splat(GELU_BOUND)), f32x4.splat(-GELU_BOUND));
}

@inline
function geluShare(z: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(z, z), f32x4.mul(z, f32x4.splat(CUBIC)));
  return sigmoid(f32x4.mul(f32x4.splat(2 * SCALE), f32x4.add(z, cube)));
}
