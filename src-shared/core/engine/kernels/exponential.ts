import { bias, everywhere, one } from './constants';

/**
 * e^x from additions and multiplications alone. x = k ln 2 + r with |r| ≤ ln 2 / 2, and
 * e^r = 1 + r + r² Q(r), Q fitted at Chebyshev nodes: 2e-9 of e^r − 1, a thirtieth of a last place.
 */

/**
 * Added to a number below 2^22, the first leaves the nearest whole number in the low bits; 1 / ln 2; ln 2 in two parts,
 * k times the first of which is exact for every k that can appear; the coefficients of Q from the highest; the largest
 * x whose e^x is finite, and one whose e^x rounds to zero.
 */
const NUMBERS = memory.data<f32>([
  12582912, 1.4426950408889634, 0.693145751953125, 1.428606765330187e-6, 0.00019899391918443143,
  0.0013933733571320772, 0.0083332983776927, 0.041666463017463684, 0.1666666716337204, 0.5, 88.72283935546875, -104,
]);

@inline
function rounder(): v128 {
  return everywhere(NUMBERS);
}

/** Coefficient i of Q, from the highest. */
@inline
function coefficient(i: usize): v128 {
  return everywhere(NUMBERS + 16 + (i << 2));
}

@inline
function largest(): v128 {
  return everywhere(NUMBERS + 40);
}

/** k + rounder, k the whole number nearest to x / ln 2. */
@inline
export function roundedQuotient(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, everywhere(NUMBERS + 4)), rounder());
}

/** k as an integer, and r = x − k ln 2. */
@inline
export function wholeOf(quotient: v128): v128 {
  return i32x4.sub(quotient, rounder());
}

@inline
export function remainderOf(x: v128, quotient: v128): v128 {
  const k = f32x4.sub(quotient, rounder());
  const rest = f32x4.sub(x, f32x4.mul(k, everywhere(NUMBERS + 8)));
  return f32x4.sub(rest, f32x4.mul(k, everywhere(NUMBERS + 12)));
}

/** e^r − 1 for |r| ≤ ln 2 / 2. */
@inline
export function expm1Near(r: v128): v128 {
  let sum = coefficient(0);
  sum = f32x4.add(f32x4.mul(sum, r), coefficient(1));
  sum = f32x4.add(f32x4.mul(sum, r), coefficient(2));
  sum = f32x4.add(f32x4.mul(sum, r), coefficient(3));
  sum = f32x4.add(f32x4.mul(sum, r), coefficient(4));
  sum = f32x4.add(f32x4.mul(sum, r), coefficient(5));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), sum));
}

/** 2^k for −126 ≤ k ≤ 127. */
@inline
export function powerOfTwo(k: v128): v128 {
  return i32x4.shl(i32x4.add(k, bias()), 23);
}

/** e^x within 2 units in the last place; 0 below −103.97, Infinity above 88.72, NaN for NaN. */
@inline
export function exponential(x: v128): v128 {
  // The bound second: a comparison with NaN is false and keeps the first.
  const value = exponentialUpTo(f32x4.pmin(x, largest()));
  return v128.bitselect(f32x4.splat(Infinity), value, f32x4.gt(x, largest()));
}

/** The same bytes for x that are not above 88.72. */
@inline
export function exponentialUpTo(x: v128): v128 {
  const bounded = f32x4.pmax(x, everywhere(NUMBERS + 44));
  const quotient = roundedQuotient(bounded);
  const k = wholeOf(quotient);
  const near = f32x4.add(one(), expm1Near(remainderOf(bounded, quotient)));
  // Two factors, because 2^k alone leaves the range of a float32 before e^x does, at either end.
  const halfOfK = i32x4.shr_s(k, 1);
  return f32x4.mul(f32x4.mul(near, powerOfTwo(halfOfK)), powerOfTwo(i32x4.sub(k, halfOfK)));
}
