import { describe, expect, it } from 'vitest';
import { curveReach } from '#renderer/views/shared/curve-reach.ts';

describe('the epoch axis of a run at work', () => {
  it('shows the whole of a short training from its start', () => {
    expect(curveReach(0, 200)).toBe(200);
  });

  it('grows with a long training in round steps, with room ahead', () => {
    expect([0, 16, 17, 40, 41, 900].map((epoch) => curveReach(epoch, 20_000))).toEqual([
      20, 20, 50, 50, 100, 2000,
    ]);
  });

  it('never goes beyond the last epoch', () => {
    expect(curveReach(1990, 2100)).toBe(2100);
    expect(curveReach(2100, 2100)).toBe(2100);
  });
});
