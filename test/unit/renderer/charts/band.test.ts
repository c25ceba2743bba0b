import { describe, expect, it } from 'vitest';
import { bandOf, needsBand } from '#renderer/charts/band.ts';

describe('the band of a noisy series', () => {
  it('holds the lowest, median and highest of each stretch', () => {
    const step = Array.from({ length: 9 }, (_, index) => index + 1);
    const band = bandOf({ step, value: [1, 9, 2, 5, 5, 6, 0, null, 100] }, 3);
    expect(band.low.value).toEqual([1, 5, 0]);
    expect(band.middle.value).toEqual([2, 5, 100]);
    expect(band.high.value).toEqual([9, 6, 100]);
    expect(band.low.step).toEqual(band.high.step);
  });

  it('has a gap where a stretch holds no number', () => {
    const step = [1, 2, 3, 4, 5, 6];
    expect(bandOf({ step, value: [1, 1, null, null, 2, 2] }, 3).middle.value).toEqual([1, null, 2]);
  });

  it('is not needed for a series of few points', () => {
    expect(needsBand({ step: [1, 2, 3], value: [1, 2, 3] }, 120)).toBe(false);
  });
});
