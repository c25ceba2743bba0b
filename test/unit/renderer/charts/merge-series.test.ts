import { describe, expect, it } from 'vitest';
import { mergeSeries } from '#renderer/charts/merge-series.ts';

describe('merging stored and live points', () => {
  it('joins what was stored before the window opened with what came live after', () => {
    const merged = mergeSeries({ step: [1, 2], value: [5, 4] }, { step: [3, 4], value: [3, null] });
    expect(merged).toEqual({ step: [1, 2, 3, 4], value: [5, 4, 3, null] });
  });

  it('takes the live value where both have a step, and no step twice', () => {
    const merged = mergeSeries({ step: [1, 2, 3], value: [5, 4, 3] }, { step: [2, 4], value: [40, 20] });
    expect(merged).toEqual({ step: [1, 2, 3, 4], value: [5, 40, 3, 20] });
  });

  it('is the one where the other is missing or empty, and empty where both are', () => {
    const one = { step: [1], value: [2] };
    expect(mergeSeries(one, undefined)).toBe(one);
    expect(mergeSeries({ step: [], value: [] }, one)).toBe(one);
    expect(mergeSeries(undefined, undefined)).toEqual({ step: [], value: [] });
  });
});
