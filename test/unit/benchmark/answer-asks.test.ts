import { describe, expect, it } from 'vitest';
import { runStretch } from '#main/benchmark/answer-asks.ts';

describe('a stretch', () => {
  it('counts every unit that was done, in portions that grow where a unit is short', () => {
    const portions: number[] = [];
    const stretch = runStretch({ perUnit: 3, run: (units) => portions.push(units), ready: {} }, 20);
    expect(stretch.done).toBe(3 * portions.reduce((sum, portion) => sum + portion, 0));
    expect(Math.max(...portions)).toBeGreaterThan(100);
    expect(portions.slice(0, 3)).toEqual([1, 2, 4]);
  });

  it('does one unit at least', () => {
    expect(runStretch({ perUnit: 1, run: () => {}, ready: {} }, 0).done).toBe(1);
  });
});
