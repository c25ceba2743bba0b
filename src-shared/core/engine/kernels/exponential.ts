/**
 * e^x from additions and multiplications alone. x = k ln 2 + r with |r| ≤ ln 2 / 2, and
 * e^r = 1 + r + r² Q(r), Q fitted at Chebyshev nodes: 2e-9 of e^r − 1, a thirtieth of a last place.
 */

/** Added to a number below 2^22, it leaves the nearest whole number in the low bits. */
const ROUNDER: f32 = 12582912;
const INVERSE_LN2: f32 = 1.4426950408889634;
// ln 2 in two parts: k times the first is exact for every k that can appear.
const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.428606765330187e-6;

/** The largest and smallest x whose e^x is neither infinite nor zero. */
const LARGEST: f32 = 88.72283935546875;
const SMALLEST: f32 = -103.97207641601562;

/** k + ROUNDER, k the whole number nearest to x / ln 2. */
@inline
export function roundedQuotient(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(INVERSE_LN2)), f32x4.splat(ROUNDER));
}

/** k as an integer, and r = x − k ln 2. */
@inline
export function wholeOf(quotient: v128): v128 {
  return i32x4.sub(quotient, f32x4.splat(ROUNDER));
}

@inline
export function remainderOf(x: v128, quotient: v128): v128 {
  const k = f32x4.sub(quotient, f32x4.splat(ROUNDER));
  const rest = f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
  return f32x4.sub(rest, f32x4.mul(k, f32x4.splat(LN2_LOW)));
}

/** e^r − 1 for |r| ≤ ln 2 / 2. */
@inline
export function expm1Near(r: v128): v128 {
  let sum = f32x4.splat(0.00019899391918443143);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.0013933733571320772));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.0083332983776927));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.041666463017463684));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.1666666716337204));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), sum));
}

/** 2^k for −126 ≤ k ≤ 127. */
@inline
export function powerOfTwo(k: v128): v128 {
  return i32x4.shl(i32x4.add(k, i32x4.splat(127)), 23);
}

/** e^x within 2 units in the last place; 0 below −103.97, Infinity above 88.72, NaN for NaN. */
@inline
export function exponential(x: v128): v128 {
  // The smaller first: a comparison with NaN is false and keeps it.
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(LARGEST)), f32x4.splat(SMALLEST));
  const quotient = roundedQuotient(bounded);
  const k = wholeOf(quotient);
  const near = f32x4.add(f32x4.splat(1), expm1Near(remainderOf(bounded, quotient)));
  // Two factors, because 2^k alone leaves the range of a float32 a little before e^x does.
  const half = i32x4.shr_s(k, 1);
  const value = f32x4.mul(f32x4.mul(near, powerOfTwo(half)), powerOfTwo(i32x4.sub(k, half)));
  const large = f32x4.gt(x, f32x4.splat(LARGEST));
  const bounding = v128.bitselect(f32x4.splat(Infinity), value, large);
  return v128.andnot(bounding, f32x4.lt(x, f32x4.splat(SMALLEST)));
}

/**
 * e^x for x ≤ 0, the cheaper form: what would be a subnormal number becomes the e^−87.3 at its bound, 1e-38.
 * Same bytes as `exponential` above it.
 */
@inline
export function exponentialOfNegative(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(-87.3));
  const quotient = roundedQuotient(bounded);
  const near = f32x4.add(f32x4.splat(1), expm1Near(remainderOf(bounded, quotient)));
  return f32x4.mul(near, powerOfTwo(wholeOf(quotient)));
}
