import { describe, expect, it } from 'vitest';
import { defaultRecipe, type Recipe } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/settings.ts';
import { visibleSettings } from '#renderer/views/shared/visible-settings.ts';
import { aRun } from '../runs/a-run.ts';

const { design } = aRun();
const paths = (recipe: Recipe, of = design) => {
  const { main, further } = visibleSettings(recipe, of);
  return [...main, ...further].map(({ path }) => path);
};

describe('the recipe panel', () => {
  it('shows the settings of the chosen optimiser alone', () => {
    const adam = paths(defaultRecipe);
    expect(adam).toContain('optimizer.beta1');
    expect(adam).not.toContain('optimizer.momentum');
    const sgd = paths({ ...defaultRecipe, optimizer: { ...defaultRecipe.optimizer, kind: 'sgd' } });
    expect(sgd.filter((path) => path.startsWith('optimizer'))).toEqual([
      'optimizer.kind',
      'optimizer.learningRate',
    ]);
  });

  it('shows the deviation of the normal init only where a layer starts so', () => {
    expect(paths(defaultRecipe)).not.toContain('initStd');
    expect(paths({ ...defaultRecipe, init: 'normal' })).toContain('initStd');
    const [first, ...others] = design.layers;
    const layers = [
      { units: 8, activation: first?.activation ?? 'tanh', init: 'normal' as const },
      ...others,
    ];
    expect(paths(defaultRecipe, { ...design, layers })).toContain('initStd');
  });

  it('shows every other setting exactly once', () => {
    const shown = paths({ ...defaultRecipe, init: 'normal' });
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.length).toBe(settings.length - 1);
  });
});
