/**
 * ln x from additions, multiplications and one division. x = 2^k (1 + f) with 1 + f in [√½, √2); with
 * s = f / (2 + f), ln(1 + f) = 2 artanh s = f − f²/2 + s (f²/2 + R(s²)), where f is exact and the rest is small.
 * R fitted at Chebyshev nodes: 1e-9 of ln(1 + f).
 */
const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.428606765330187e-6;
const SQRT_HALF_BITS: i32 = 0x3f3504f3;
const SMALLEST_NORMAL: f32 = 1.1754943508222875e-38;
const TWO_TO_23: f32 = 8388608;

/** ln x within 2 units in the last place; −Infinity at 0, NaN below and for NaN. */
@inline
export function logarithm(x: v128): v128 {
  const subnormal = f32x4.lt(x, f32x4.splat(SMALLEST_NORMAL));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(TWO_TO_23)), x, subnormal);
  // Counted from √½, the exponent's bits are k and what is left is 1 + f.
  const shifted = i32x4.sub(scaled, i32x4.splat(SQRT_HALF_BITS));
  const whole = i32x4.sub(i32x4.shr_s(shifted, 23), v128.and(subnormal, i32x4.splat(23)));
  const k = f32x4.convert_i32x4_s(whole);
  const mantissa = i32x4.add(
    v128.and(shifted, i32x4.splat(0x007fffff)),
    i32x4.splat(SQRT_HALF_BITS),
  );
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let R = f32x4.splat(0.2333173155784607);
  R = f32x4.add(f32x4.mul(R, square), f32x4.splat(0.2855076789855957));
  R = f32x4.add(f32x4.mul(R, square), f32x4.splat(0.4000012278556824));
  R = f32x4.add(f32x4.mul(R, square), f32x4.splat(0.6666666865348816));
  R = f32x4.mul(R, square);
  const half = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5));
  const small = f32x4.add(f32x4.mul(s, f32x4.add(half, R)), f32x4.mul(k, f32x4.splat(LN2_LOW)));
  const near = f32x4.sub(f, f32x4.sub(half, small));
  const value = f32x4.add(near, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
  return outsideRange(x, value);
}

@inline
function outsideRange(x: v128, value: v128): v128 {
  const finite = v128.bitselect(value, x, f32x4.lt(x, f32x4.splat(Infinity)));
  const positive = v128.bitselect(finite, f32x4.splat(NaN), f32x4.gt(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.splat(-Infinity), positive, f32x4.eq(x, f32x4.splat(0)));
}

/** ln(1 + u) for u in [0, 1]: the rounding of 1 + u is put right by the ratio of u to what was added. */
@inline
export function logarithmOfOnePlus(u: v128): v128 {
  const one = f32x4.splat(1);
  const sum = f32x4.add(one, u);
  const added = f32x4.sub(sum, one);
  const ratio = f32x4.div(u, added);
  return v128.bitselect(u, f32x4.mul(logarithm(sum), ratio), f32x4.eq(added, f32x4.splat(0)));
}
