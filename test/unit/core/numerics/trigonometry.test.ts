import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, sin } from '#shared/core/numerics/trigonometry.ts';

describe('sine and cosine from plain arithmetic', () => {
  it('agree with the language to 1e-15 for angles up to 1000', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (x) => {
        expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(1e-15);
        expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(1e-15);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('are exact at zero', () => {
    expect(sin(0)).toBe(0);
    expect(cos(0)).toBe(1);
  });
});
