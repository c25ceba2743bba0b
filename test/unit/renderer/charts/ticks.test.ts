import { describe, expect, it } from 'vitest';
import { axisTicks } from '#renderer/charts/axis-ticks.ts';
import { labelPower, powerTicks } from '#renderer/charts/power-ticks.ts';

describe('ticks of a linear axis', () => {
  it('are round numbers inside the range', () => {
    expect(axisTicks(33.7, 80.2, 5)).toEqual([40, 50, 60, 70, 80]);
    expect(axisTicks(-1.2, 1.2, 4)).toEqual([-1, 0, 1]);
    expect(axisTicks(0, 0.31, 3)).toEqual([0, 0.2]);
  });

  it('are none for a range that is empty or endless', () => {
    expect(axisTicks(1, 1, 5)).toEqual([]);
    expect(axisTicks(0, Infinity, 5)).toEqual([]);
  });
});

describe('ticks of a logarithmic axis', () => {
  it('are powers of ten, thinned where there are many', () => {
    expect(powerTicks(0.005, 200)).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(powerTicks(1e-11, 10).length).toBeLessThanOrEqual(6);
  });

  it('hold twos and fives where fewer than two powers are seen', () => {
    expect(powerTicks(1.5, 12)).toEqual([2, 5, 10]);
    expect(powerTicks(2.5, 8)).toEqual([5]);
  });

  it('are written as powers, near one as plain numbers', () => {
    expect(labelPower(1e-12)).toBe('10⁻¹²');
    expect(labelPower(1000)).toBe('10³');
    expect([0.1, 1, 10, 0.5].map(labelPower)).toEqual(['0.1', '1', '10', '0.5']);
  });
});
