/**
 * ln x and ln(1 + u) in float64, the same bytes everywhere; see exponential.ts for why. Relative error
 * below 1e-15 (ln(1 + u): above the subnormal numbers).
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_TO_54 = 18014398509481984;

const bits = new DataView(new ArrayBuffer(8));

/** ln x; −Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  if (x < 2.2250738585072014e-308) return log(x * TWO_TO_54) - 54 * LN2_LOW - 54 * LN2_HIGH;
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let k = (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let f = bits.getFloat64(0);
  // f in [√½, √2), so that x near 1 has k = 0 and nothing cancels.
  if (f > Math.SQRT2) {
    f /= 2;
    k += 1;
  }
  return twiceArtanh((f - 1) / (f + 1)) + k * LN2_LOW + k * LN2_HIGH;
}

/** ln(1 + u) for u in [0, 1], keeping the digits of a small u. */
export function log1p(u: number): number {
  return u > 0.4 ? log(1 + u) : twiceArtanh(u / (2 + u));
}

/** 2 artanh s = ln((1 + s) / (1 − s)) by its series up to s^25; for |s| ≤ 0.1716 the rest is below 1e-20. */
function twiceArtanh(s: number): number {
  const square = s * s;
  let sum = 0;
  for (let power = 25; power >= 3; power -= 2) sum = (sum + 1 / power) * square;
  return 2 * s + 2 * s * sum;
}
