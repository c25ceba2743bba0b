import { describe, expect, it } from 'vitest';
import { toRemedyFork } from '#renderer/state/remedy-fork.ts';
import { aRun } from '../runs/a-run.ts';

describe('a fork that tries a remedy', () => {
  const run = aRun();

  it('trains the same network once more from its start, with the change', () => {
    const fork = toRemedyFork(run, { learningRate: 1e-3 }, 'slower');
    expect(fork).toMatchObject({ run: 'a', step: 0, name: 'slower', design: run.design });
    expect(fork.recipe).toEqual({
      ...run.recipe,
      optimizer: { ...run.recipe.optimizer, learningRate: 1e-3 },
    });
  });

  it('changes the activation of hidden layers alone, and the init of every layer that had its own', () => {
    const own = aRun({
      design: { ...run.design, layers: run.design.layers.map((layer) => ({ ...layer, init: 'normal' })) },
    });
    const { design, recipe } = toRemedyFork(own, { activation: 'relu', init: 'he' }, 'he');
    expect(design?.layers).toEqual([
      { units: 8, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ]);
    expect(recipe.init).toBe('he');
  });

  it('of a fork begins where that fork began, with the shapes that it had', () => {
    const child = aRun({ parent: { run: 'p', step: 12, sha256: 'x' } });
    expect(toRemedyFork(child, { patience: 5 }, 'again')).toMatchObject({
      step: 12,
      recipe: { earlyStopping: { patience: 5, minDelta: 0 } },
    });
    expect(toRemedyFork(child, { patience: 5 }, 'again').design).toBeUndefined();
  });
});
