import { describe, expect, it } from 'vitest';
import { ForkDraft } from '#renderer/state/fork-draft.svelte.ts';
import { aRun } from '../runs/a-run.ts';

// Ten epochs of four steps, 32 examples each.
const parent = aRun({ name: 'spirals' });

describe('a fork that is put together', () => {
  it('begins as the parent was, with its name and the step', () => {
    const draft = new ForkDraft(parent, 18);
    expect(draft.name).toBe('spirals @18');
    expect(draft.changed).toEqual([]);
    expect([draft.epoch, draft.leastEpochs, draft.stepsAhead]).toEqual([4, 5, 22]);
    expect(draft.toFork()).toEqual({ run: 'a', step: 18, recipe: parent.recipe, name: 'spirals @18' });
  });

  it('takes a name nobody has, and keeps the one that was typed', () => {
    const draft = new ForkDraft(parent, 18, ['spirals @18', 'spirals @18 (2)']);
    expect(draft.name).toBe('spirals @18 (3)');
    draft.name = ' slower ';
    draft.step = 20;
    expect(draft.toFork().name).toBe('slower');
  });

  it('cannot start without a name', () => {
    const draft = new ForkDraft(parent, 18);
    draft.name = '  ';
    expect(draft.ready).toBe(false);
  });

  it('tells what differs from the parent, and nothing once it is put back', () => {
    const draft = new ForkDraft(parent, 18);
    const rate = parent.recipe.optimizer.learningRate;
    expect(draft.setSetting('optimizer.learningRate', rate * 2)).toBeNull();
    expect(draft.changed).toEqual(['optimizer.learningRate']);
    draft.setSetting('optimizer.learningRate', rate);
    expect(draft.changed).toEqual([]);
  });

  it('refuses a value in one sentence and keeps the one before', () => {
    const draft = new ForkDraft(parent, 18);
    expect(draft.setSetting('optimizer.learningRate', -1)).toContain('-1');
    expect(draft.recipe).toEqual(parent.recipe);
  });

  it('gets as many epochs again where the parent has used its up', () => {
    const draft = new ForkDraft(parent, 40);
    expect(draft.recipe.epochs).toBe(20);
    expect(draft.stepsAhead).toBe(40);
    draft.step = 39;
    expect(draft.recipe.epochs).toBe(10);
    expect(draft.stepsAhead).toBe(1);
  });

  it('leaves epochs that a person set alone, and does not start where they are used up', () => {
    const draft = new ForkDraft(parent, 18);
    draft.setSetting('epochs', 6);
    draft.step = 30;
    expect(draft.recipe.epochs).toBe(6);
    expect([draft.stepsAhead, draft.ready]).toEqual([0, false]);
  });

  it('begins an epoch anew with other batches', () => {
    const draft = new ForkDraft(parent, 18);
    draft.setSetting('batchSize', 16);
    expect(draft.stepsAhead).toBe(6 * 8);
  });

  it('does not start with a batch that the training part cannot fill', () => {
    const draft = new ForkDraft(parent, 18);
    draft.setSetting('batchSize', 500);
    expect(draft.fittingBatch).toBe(aRun().examples.train);
    expect(draft.ready).toBe(false);
  });

  it('cannot begin before the first step of a fork, after the last, or at the step that diverged', () => {
    const fork = aRun({ parent: { run: 'p', step: 12, sha256: 's' } });
    expect(new ForkDraft(fork, 3).step).toBe(12);
    expect(new ForkDraft(fork, 900).step).toBe(40);
    const diverged = aRun({ status: 'diverged', step: 30, failure: { message: 'NaN', step: 30 } });
    expect(new ForkDraft(diverged, 30).step).toBe(29);
  });
});
