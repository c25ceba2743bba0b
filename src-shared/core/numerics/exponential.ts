/**
 * e^x, e^x − 1 and tanh x in float64 from additions, multiplications and one division. The language leaves the
 * last bits of Math.exp and Math.tanh to each implementation; these give the same bytes everywhere.
 * Relative error below 1e-15 (tanh: 2e-15), also near zero.
 */

// ln 2 in two parts: k · HIGH is exact for every |k| below 2^20, so x − k ln 2 keeps its low bits.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;

const HALF_RANGE = 540;
const powersOfTwo = listPowersOfTwo();

/** e^x; 0 below −745.2, Infinity above 709.8, NaN for NaN. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  if (x !== x) return NaN;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const half = k >> 1;
  // Two factors, because 2^k alone leaves the range of a double a little before e^x does.
  return (1 + expm1Near(r)) * powersOfTwo[HALF_RANGE + half]! * powersOfTwo[HALF_RANGE + k - half]!;
}

/** e^x − 1 for x up to 370, keeping the digits of a small x. */
export function expm1(x: number): number {
  // e^−40 is below half of the last bit of 1.
  if (x < -40) return -1;
  if (x !== x) return NaN;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const scale = powersOfTwo[HALF_RANGE + k]!;
  return scale * expm1Near(x - k * LN2_HIGH - k * LN2_LOW) + (scale - 1);
}

/** tanh x = (e^2x − 1) / (e^2x + 1), by way of e^2x − 1 so that a small x loses no digits. */
export function tanh(x: number): number {
  const size = x < 0 ? -x : x;
  if (size > 20) return x < 0 ? -1 : 1;
  if (size !== size) return NaN;
  const grown = expm1(2 * size);
  const value = grown / (grown + 2);
  return x < 0 ? -value : value;
}

/** 1 / (1 + e^−z), without overflow at either end. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const e = exp(z);
  return e / (1 + e);
}

/** e^r − 1 for |r| ≤ ln 2 / 2 by its series up to r^13 / 13!; the first term left out is below 1e-17. */
function expm1Near(r: number): number {
  let sum = 1 / 6227020800;
  sum = sum * r + 1 / 479001600;
  sum = sum * r + 1 / 39916800;
  sum = sum * r + 1 / 3628800;
  sum = sum * r + 1 / 362880;
  sum = sum * r + 1 / 40320;
  sum = sum * r + 1 / 5040;
  sum = sum * r + 1 / 720;
  sum = sum * r + 1 / 120;
  sum = sum * r + 1 / 24;
  sum = sum * r + 1 / 6;
  sum = sum * r + 1 / 2;
  return r + r * r * sum;
}

function listPowersOfTwo(): Float64Array {
  const powers = new Float64Array(2 * HALF_RANGE + 1);
  powers[HALF_RANGE] = 1;
  for (let k = 1; k <= HALF_RANGE; k++) {
    powers[HALF_RANGE + k] = powers[HALF_RANGE + k - 1]! * 2;
    powers[HALF_RANGE - k] = powers[HALF_RANGE - k + 1]! / 2;
  }
  return powers;
}
