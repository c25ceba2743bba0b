import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDropoutMask } from '#shared/core/random/dropout-mask.ts';
import { entry } from '#test/entry.ts';

const count = 100_000;
const kept = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0) / mask.length;
const deviations = (share: number, expected: number, n = count) =>
  Math.abs(share - expected) / Math.sqrt((expected * (1 - expected)) / n);

describe('a dropout mask', () => {
  it('is the same in every version', () => {
    expect([...drawDropoutMask(1, 1, 0, 24, 0.5)]).toEqual([
      1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0,
    ]);
  });

  it.each([0.1, 0.5, 0.9])('drops the share %s', (share) => {
    expect(deviations(kept(drawDropoutMask(3, 2, 7, count, share)), 1 - share)).toBeLessThan(4);
  });

  it('drops nothing for the share 0', () => {
    expect(kept(drawDropoutMask(3, 2, 7, count, 0))).toBe(1);
  });

  it('has 1 and 0 alone, and the same again for the same address', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat({ max: 200 }),
        fc.nat(),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (seed, l, step, share) => {
          const mask = drawDropoutMask(seed, l, step, 50, share);
          expect(mask.every((value) => value === 0 || value === 1)).toBe(true);
          expect(drawDropoutMask(seed, l, step, 50, share)).toEqual(mask);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it('does not depend on how many entries are asked for', () => {
    expect(drawDropoutMask(5, 1, 3, 1000, 0.4).subarray(0, 10)).toEqual(drawDropoutMask(5, 1, 3, 10, 0.4));
  });

  it('keeps whatever a larger share keeps', () => {
    const [less, more] = [drawDropoutMask(5, 1, 3, 1000, 0.7), drawDropoutMask(5, 1, 3, 1000, 0.3)];
    expect(less.every((value, e) => value <= entry(more, e))).toBe(true);
  });
});

describe('two dropout masks', () => {
  const mask = (seed: number, l: number, step: number) => drawDropoutMask(seed, l, step, count, 0.5);
  const first = mask(1, 1, 0);

  it.each([
    ['of neighbouring steps', mask(1, 1, 1)],
    ['of far steps', mask(1, 1, 2 ** 32 - 1)],
    ['of neighbouring layers', mask(1, 2, 0)],
    ['of neighbouring seeds', mask(2, 1, 0)],
    ['of seeds that differ in their upper half', mask(2 ** 32 + 1, 1, 0)],
  ])('%s agree in half of their entries', (_name, second) => {
    expect(deviations(kept(first.map((value, e) => (value === second[e] ? 1 : 0))), 0.5)).toBeLessThan(4);
  });

  it.each([1, 2, 7, 64, 1000])('shifted by %i entries agree in half of them', (shift) => {
    const agree = first.subarray(shift).map((value, e) => (value === first[e] ? 1 : 0));
    expect(deviations(kept(agree), 0.5, agree.length)).toBeLessThan(4);
  });

  it('keep each entry equally often over many steps', () => {
    const [n, steps] = [64, 4000];
    const sums = new Float64Array(n);
    for (let step = 0; step < steps; step++)
      drawDropoutMask(9, 3, step, n, 0.25).forEach((value, e) => (sums[e] = entry(sums, e) + value));
    const chiSquare = sums.reduce((sum, times) => sum + deviations(times / steps, 0.75, steps) ** 2, 0);
    // 64 degrees of freedom: mean 64, deviation 11; five deviations either way.
    expect(chiSquare).toBeGreaterThan(8);
    expect(chiSquare).toBeLessThan(120);
  });
});
