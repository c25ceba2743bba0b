import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { power } from '#shared/core/numerics/power.ts';

describe('powers from plain arithmetic', () => {
  it('agree with the platform for bases up to 1 and exponents up to 200, whole or not', () => {
    const base = fc.double({ min: 0.05, max: 1, noNaN: true });
    const exponent = fc.oneof(fc.double({ min: 0, max: 200, noNaN: true }), fc.nat({ max: 200 }));
    fc.assert(
      fc.property(base, exponent, (b, e) => {
        const expected = b ** e;
        expect(Math.abs(power(b, e) - expected)).toBeLessThanOrEqual((e + 4) * 3e-16 * expected);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('are exact for whole powers of two', () => {
    expect([0, 1, 2, 10, 31].map((k) => power(0.5, k))).toEqual([1, 0.5, 0.25, 2 ** -10, 2 ** -31]);
  });

  it('stay at 1 for the base 1 and fade to 0 for huge exponents', () => {
    expect([power(1, 1e9), power(1, 0.3), power(0.9, 1e9)]).toEqual([1, 1, 0]);
  });
});
