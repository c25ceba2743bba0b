import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinSeries } from '#shared/core/inspect/thin-series.ts';

fc.configureGlobal({ seed: 7 });

const values = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) }, fc.constant(null)),
  { maxLength: 400 },
);
const most = fc.integer({ min: 4, max: 60 });
const toPoints = (value: (number | null)[]) => ({ step: value.map((_, index) => index * 3 + 1), value });
const finite = (value: readonly (number | null)[]) => value.filter((one) => one !== null);

test('the lowest and the highest value are never dropped', () => {
  fc.assert(
    fc.property(values, most, (value, keep) => {
      const kept = finite(thinSeries(toPoints(value), keep).value);
      expect([Math.min(...kept), Math.max(...kept)]).toEqual([
        Math.min(...finite(value)),
        Math.max(...finite(value)),
      ]);
    }),
  );
});

test('what is kept are points of the series, in rising steps, with its first and last, and no more than asked', () => {
  fc.assert(
    fc.property(values, most, (value, keep) => {
      const points = toPoints(value);
      const thin = thinSeries(points, keep);
      expect(thin.step.length).toBe(thin.value.length);
      expect(thin.step.length).toBeLessThanOrEqual(Math.max(keep, 4));
      expect(thin.step).toEqual([...new Set(thin.step)].toSorted((a, b) => a - b));
      thin.step.forEach((step, index) => expect(thin.value[index]).toBe(value[(step - 1) / 3]));
      expect([thin.step.at(0), thin.step.at(-1)]).toEqual([points.step.at(0), points.step.at(-1)]);
    }),
  );
});

test('a short series comes back whole, with NaN and infinity as gaps', () => {
  expect(
    thinSeries({ step: Int32Array.of(1, 2, 3, 4), value: Float32Array.of(1, NaN, -Infinity, 4) }, 4),
  ).toEqual({
    step: [1, 2, 3, 4],
    value: [1, null, null, 4],
  });
});

test('a stretch without any value stays a gap', () => {
  const value = Array.from({ length: 100 }, (_, index) => (index > 20 && index < 80 ? null : 1));
  expect(thinSeries(toPoints(value), 20).value.filter((one) => one === null).length).toBeGreaterThan(3);
});
