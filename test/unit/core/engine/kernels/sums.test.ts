import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { KernelMemory } from './kernel-memory.ts';
import { draw, trials } from './trials.ts';

const near = 1e-6;
const memory = new KernelMemory(2 ** 17);
const widths = fc.integer({ min: 1, max: 70 });

describe('sums', () => {
  it('over the rows of a batch are those of float64, for a part of the columns too', () => {
    fc.assert(
      fc.property(widths, widths, fc.nat(), (m, n, part) => {
        memory.clear();
        const count = 1 + (part % n);
        const from = n - count;
        const dZ = memory.write(draw(m * n, m + n, 'dZ'));
        const out = memory.reserve(count);
        const after = memory.write([7]);
        memory.kernels.sumRows(dZ.at + 4 * from, m, n, count, out.at);
        const exact = new Float64Array(n);
        dZ.values.forEach((value, i) => (exact[i % n] = (exact[i % n] ?? NaN) + value));
        // Against the size of the terms: a sum may come near to zero.
        out.values.forEach((value, j) =>
          expect(Math.abs(value - entry(exact, from + j))).toBeLessThan(near * m * 4),
        );
        expect(after.values[0]).toBe(7);
      }),
      trials,
    );
  });

  it.each([1, 1e-30, 1e30])('of squares keep their digits for numbers of size %s', (scale) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (count) => {
        memory.clear();
        const x = memory.write(draw(count, count, 'x', scale));
        const y = memory.write(draw(count, count, 'y', scale));
        const squares = x.values.reduce((sum, value) => sum + value * value, 0);
        expectClose(memory.kernels.sumSquares(x.at, count), squares, near, 'squares');
        const differences = Float64Array.from(x.values).map((value, i) => value - (y.values[i] ?? NaN));
        expectClose(
          memory.kernels.sumSquaredDifferences(x.at, y.at, count),
          differences.reduce((sum, value) => sum + value * value, 0),
          near,
          'differences',
        );
      }),
      trials,
    );
  });

  it.each([1, 1e-38, 1e37])('of sizes keep their digits for numbers of size %s', (scale) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (count) => {
        memory.clear();
        const x = memory.write(draw(count, count, 'x', scale));
        const exact = x.values.reduce((sum, value) => sum + Math.abs(value), 0);
        expectClose(memory.kernels.sumSizes(x.at, count), exact, near, 'sizes');
      }),
      trials,
    );
  });

  it('show what is not finite', () => {
    for (const poison of [NaN, Infinity])
      for (let position = 0; position < 21; position++) {
        memory.clear();
        const x = memory.write(draw(21, 1, 'x').map((value, i) => (i === position ? poison : value)));
        expect(Number.isFinite(memory.kernels.sumSquares(x.at, 21))).toBe(false);
        expect(Number.isFinite(memory.kernels.sumSizes(x.at, 21))).toBe(false);
      }
  });
});
