import { everywhere, one, signBit, two } from './constants';
import { exponentialUpTo, expm1Near, powerOfTwo, remainderOf, roundedQuotient, wholeOf } from './exponential';

/** Beyond it tanh rounds to 1. */
const TANH_BOUND = memory.data<f32>([9.1]);

/** 1 / (1 + e^−z) within 4 units in the last place, by e^−|z| so that nothing overflows. */
@inline
export function sigmoid(z: v128): v128 {
  const e = exponentialUpTo(v128.or(z, signBit()));
  const numerator = v128.bitselect(e, one(), f32x4.lt(z, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one(), e));
}

/** (e^2z − 1) / (e^2z + 1) within 4 units in the last place, by way of e^2|z| − 1 so that a small z loses no digits. */
@inline
export function tanh(z: v128): v128 {
  const sign = signBit();
  const size = f32x4.pmin(v128.andnot(z, sign), everywhere(TANH_BOUND));
  const doubled = f32x4.add(size, size);
  const quotient = roundedQuotient(doubled);
  const scale = powerOfTwo(wholeOf(quotient));
  const rest = expm1Near(remainderOf(doubled, quotient));
  const expm1 = f32x4.add(f32x4.mul(scale, rest), f32x4.sub(scale, one()));
  const value = f32x4.div(expm1, f32x4.add(expm1, two()));
  return v128.or(value, v128.and(z, sign));
}
