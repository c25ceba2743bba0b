import { describe, expect, it } from 'vitest';
import { epochAt, epochAxisOf, stepAt } from '#renderer/state/epoch-axis.ts';
import { aRun } from '../runs/a-run.ts';

describe('the axis of epochs', () => {
  it('begins at step 0 for a run of its own', () => {
    const axis = epochAxisOf(aRun());
    expect([0, 10, 40].map((step) => epochAt(axis, step))).toEqual([0, 2.5, 10]);
    expect(stepAt(axis, 2.5)).toBe(10);
  });

  it('counts a fork on from its parent', () => {
    const axis = epochAxisOf(aRun({ parent: { run: 'p', step: 12, sha256: 's' } }));
    expect([12, 40].map((step) => epochAt(axis, step))).toEqual([3, 10]);
  });

  it('puts a fork with other batches at the epoch where its parent was', () => {
    const recipe = { ...aRun().recipe, batchSize: 16 };
    // From step 12, epoch 3, seven epochs of eight steps are left.
    const fork = aRun({ recipe, totalSteps: 12 + 7 * 8, parent: { run: 'p', step: 12, sha256: 's' } });
    const axis = epochAxisOf(fork);
    expect([12, 20, 68].map((step) => epochAt(axis, step))).toEqual([3, 4, 10]);
    expect(stepAt(axis, 4)).toBe(20);
  });
});
