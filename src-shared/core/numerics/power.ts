import { exp } from './exponential.ts';
import { log } from './logarithm.ts';

/**
 * base^exponent for base > 0 and exponent ≥ 0 in float64, the same bytes everywhere; see exponential.ts for why.
 * Whole exponents go by squaring, so that powers of two are exact. Relative error below (exponent + 4) · 3e-16.
 */
export function power(base: number, exponent: number): number {
  const whole = Math.floor(exponent);
  let value = exponent === whole ? 1 : exp((exponent - whole) * log(base));
  let square = base;
  for (let rest = whole; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) value *= square;
    square *= square;
  }
  return value;
}
