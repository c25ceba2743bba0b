import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningRateFactor, type ScheduleSpec } from '#shared/core/schedule/learning-rate.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

const kinds = ['constant', 'step', 'exponential', 'inverseTime', 'cosine', 'oneCycle'] as const;
const plain: ScheduleSpec = { kind: 'constant', warmUp: 0, period: 10, decay: 0.5, floor: 0 };
const follow = (schedule: Partial<ScheduleSpec>, steps: number) =>
  Array.from({ length: steps }, (_, t) => learningRateFactor({ ...plain, ...schedule }, t, steps));
const at = (factors: number[], ...steps: number[]) => steps.map((t) => entry(factors, t));

describe('the factor of the learning rate', () => {
  it('is 1 all along for constant', () => {
    expect(new Set(follow({}, 50))).toEqual(new Set([1]));
  });

  it('falls by decay at once after each period for step', () => {
    expect(at(follow({ kind: 'step' }, 40), 0, 9, 10, 19, 20, 30)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.125]);
  });

  it('falls by decay over each period for exponential, evenly on the way', () => {
    const factors = follow({ kind: 'exponential' }, 40);
    expectClose(at(factors, 0, 5, 10, 20), [1, Math.SQRT1_2, 0.5, 0.25], 1e-14);
  });

  it('adds decay to 1/α in each period for inverseTime', () => {
    expectClose(at(follow({ kind: 'inverseTime' }, 41), 0, 10, 20, 40), [1, 1 / 1.5, 1 / 2, 1 / 3], 1e-14);
  });

  it('goes down half a cosine to the floor for cosine', () => {
    expectClose(
      at(follow({ kind: 'cosine' }, 101), 0, 25, 50, 100),
      [1, (1 + Math.SQRT1_2) / 2, 0.5, 0],
      1e-14,
    );
    expectClose(at(follow({ kind: 'cosine', floor: 0.2 }, 101), 0, 50, 100), [1, 0.6, 0.2], 1e-14);
  });

  it('rises over 30 % and falls to the floor for oneCycle', () => {
    const factors = follow({ kind: 'oneCycle', floor: 0.01 }, 101);
    expectClose(at(factors, 0, 15, 30, 65, 100), [0.04, 0.52, 1, 0.505, 0.01], 1e-14);
    const rises = factors.slice(1).map((factor, t) => factor > entry(factors, t));
    expect(rises).toEqual(rises.map((_, t) => t < 30));
  });

  it('rises in a straight line first where there is a warm-up, and then begins', () => {
    const factors = follow({ kind: 'cosine', warmUp: 4 }, 25);
    expectClose(at(factors, 0, 1, 2, 3, 4, 14, 24), [0.25, 0.5, 0.75, 1, 1, 0.5, 0], 1e-14);
    expect(at(follow({ kind: 'step', warmUp: 5 }, 40), 4, 5, 14, 15)).toEqual([1, 1, 1, 0.5]);
  });
});

describe.each(kinds)('%s', (kind) => {
  it('stays within 0 and 1 for every setting, and ends where it was past the end', () => {
    const setting = fc.record({
      warmUp: fc.nat({ max: 30 }),
      period: fc.integer({ min: 1, max: 100 }),
      decay: fc.double({ min: 0.01, max: 1, noNaN: true }),
      floor: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 100 }), (some, steps) => {
        const schedule = { kind, ...some };
        for (const factor of follow(schedule, steps)) {
          expect(factor).toBeGreaterThanOrEqual(0);
          expect(factor).toBeLessThanOrEqual(1);
        }
        const last = Math.max(steps - 1, some.warmUp);
        expect(learningRateFactor(schedule, last + 5, steps)).toBe(learningRateFactor(schedule, last, steps));
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
