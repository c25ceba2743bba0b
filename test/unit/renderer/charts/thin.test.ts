import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinSeries } from '#renderer/charts/thin.ts';

const series = (values: (number | null)[]) => ({ step: values.map((_, index) => index + 1), value: values });
const numbers = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

describe('thinning a series', () => {
  it('returns a short series as it is', () => {
    const short = series([3, null, 1]);
    expect(thinSeries(short, 10)).toBe(short);
  });

  it('keeps the lowest and highest value, the ends and the order of steps, and stays in bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { freq: 9 }), {
          minLength: 60,
          maxLength: 400,
        }),
        (values) => {
          const thinned = thinSeries(series(values), 50);
          expect(thinned.step.length).toBeLessThanOrEqual(50);
          expect(thinned.step[0]).toBe(1);
          expect(thinned.step.at(-1)).toBe(values.length);
          expect(thinned.step).toEqual([...thinned.step].sort((a, b) => a - b));
          expect(Math.min(...numbers(thinned.value))).toBe(Math.min(...numbers(values)));
          expect(Math.max(...numbers(thinned.value))).toBe(Math.max(...numbers(values)));
          thinned.step.forEach((step, at) => expect(thinned.value[at]).toBe(values[step - 1]));
        },
      ),
      { seed: 11 },
    );
  });

  it('keeps a single spike through any number of thinnings', () => {
    let kept = series(Array.from({ length: 1000 }, (_, index) => (index === 333 ? 50 : Math.sin(index))));
    for (let round = 0; round < 6; round += 1) {
      const last = kept.step.at(-1) ?? 0;
      kept = thinSeries(
        {
          step: [...kept.step, ...Array.from({ length: 500 }, (_, index) => last + index + 1)],
          value: [...kept.value, ...Array.from({ length: 500 }, () => 0)],
        },
        200,
      );
    }
    expect(kept.value[kept.step.indexOf(334)]).toBe(50);
  });

  it('keeps a gap inside a bucket of numbers', () => {
    const values: (number | null)[] = Array.from({ length: 500 }, () => 1);
    values[250] = null;
    expect(thinSeries(series(values), 50).value).toContain(null);
  });
});
