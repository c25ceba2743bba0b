/**
 * sin and cos in float64 from additions, multiplications and rounding alone. The language leaves the last bits of
 * Math.sin and Math.cos to each implementation; these give the same bytes everywhere.
 * Absolute error below 1e-15 for |x| ≤ 1000.
 */

// π/2 in two parts: k · HIGH is exact for every |k| below 2^20, so x − k π/2 keeps its low bits.
const HALF_PI_HIGH = 1.57079632673412561417;
const HALF_PI_LOW = 6.07710050650619224932e-11;

export function sin(x: number): number {
  return turned(x, 0);
}

export function cos(x: number): number {
  return turned(x, 1);
}

/** sin(x + quarters · π/2). */
function turned(x: number, quarters: number): number {
  const k = Math.floor(x / (HALF_PI_HIGH + HALF_PI_LOW) + 0.5);
  const r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
  const quarter = (((k + quarters) % 4) + 4) % 4;
  const value = quarter % 2 === 0 ? sinNear(r) : cosNear(r);
  return quarter < 2 ? value : -value;
}

/** Taylor series of sin for |r| ≤ π/4, up to r^17 / 17!. */
function sinNear(r: number): number {
  let sum = 1;
  for (let n = 16; n >= 2; n -= 2) sum = 1 - (r * r * sum) / (n * (n + 1));
  return r * sum;
}

/** Taylor series of cos for |r| ≤ π/4, up to r^18 / 18!. */
function cosNear(r: number): number {
  let sum = 1;
  for (let n = 17; n >= 1; n -= 2) sum = 1 - (r * r * sum) / (n * (n + 1));
  return sum;
}
