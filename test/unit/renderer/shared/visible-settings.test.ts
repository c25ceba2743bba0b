import { describe, expect, it } from 'vitest';
import { defaultRecipe, optimizers, schedules, type Recipe } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/setting-table.ts';
import { withSetting, checkRecipe } from '#shared/design/settings.ts';
import { chosenSettings, visibleSettings } from '#renderer/views/shared/visible-settings.ts';
import { aRun } from '../runs/a-run.ts';

const { design } = aRun();
const paths = (recipe: Recipe, of = design) => {
  const { main, folds } = visibleSettings(recipe, of);
  return [...main, ...folds.flatMap((fold) => fold.settings)].map(({ path }) => path);
};
const set = (path: string, value: unknown) => checkRecipe(withSetting(defaultRecipe, path, value));

describe('the recipe panel', () => {
  it('shows the settings of the chosen optimiser alone', () => {
    const adam = paths(defaultRecipe);
    expect(adam).toContain('optimizer.beta1');
    expect(adam).not.toContain('optimizer.momentum');
    expect(adam).not.toContain('optimizer.weightDecay');
    expect(paths(set('optimizer.kind', 'adamw'))).toContain('optimizer.weightDecay');
    expect(paths(set('optimizer.kind', 'sgd')).filter((path) => path.startsWith('optimizer'))).toEqual([
      'optimizer.kind',
      'optimizer.learningRate',
    ]);
    expect(paths(set('optimizer.kind', 'nesterov'))).toContain('optimizer.momentum');
  });

  it('shows the settings of the chosen schedule alone', () => {
    const ofSchedule = (kind: string) =>
      paths(set('schedule.kind', kind)).filter((path) => path.startsWith('schedule.'));
    expect(ofSchedule('constant')).toEqual(['schedule.kind', 'schedule.warmUp']);
    expect(ofSchedule('cosine')).toEqual(['schedule.kind', 'schedule.warmUp', 'schedule.floor']);
    expect(ofSchedule('step')).toEqual([
      'schedule.kind',
      'schedule.warmUp',
      'schedule.period',
      'schedule.decay',
    ]);
  });

  it('shows the number of an init only where a layer starts so', () => {
    expect(paths(defaultRecipe)).not.toContain('initStd');
    expect(paths(set('init', 'normal'))).toContain('initStd');
    expect(paths(set('init', 'constant'))).toContain('initValue');
    const [first, ...others] = design.layers;
    const layers = [
      { units: 8, activation: first?.activation ?? 'tanh', init: 'normal' as const },
      ...others,
    ];
    expect(paths(defaultRecipe, { ...design, layers })).toContain('initStd');
  });

  it('asks how much better the dev loss must be only where training may stop early', () => {
    expect(paths(defaultRecipe)).not.toContain('earlyStopping.minDelta');
    expect(paths(set('earlyStopping.patience', 3))).toContain('earlyStopping.minDelta');
  });

  it('shows every setting with some recipe, and none twice', () => {
    const recipes = [
      ...optimizers.map((kind) => set('optimizer.kind', kind)),
      ...schedules.map((kind) => set('schedule.kind', kind)),
      ...['normal', 'constant'].map((init) => set('init', init)),
      set('earlyStopping.patience', 3),
    ];
    const seen = new Set<string>();
    for (const recipe of recipes) {
      const shown = paths(recipe);
      expect(new Set(shown).size).toBe(shown.length);
      for (const path of shown) seen.add(path);
    }
    expect([...seen].toSorted()).toEqual(settings.map(({ path }) => path).toSorted());
  });

  it('keeps what a first experiment changes in sight, and few of it', () => {
    const { main } = visibleSettings(defaultRecipe, design);
    expect(main.map(({ path }) => path)).toEqual([
      'optimizer.kind',
      'optimizer.learningRate',
      'batchSize',
      'epochs',
      'seed',
      'init',
    ]);
  });

  it('has no fold without a setting', () => {
    const { folds } = visibleSettings(set('optimizer.kind', 'sgd'), design);
    expect(folds.map(({ name }) => name)).toEqual(['schedule', 'regularization', 'data']);
  });
});

it('a saved run lists what had an effect, without what was off', () => {
  const chosen = (recipe: Recipe) => chosenSettings(recipe, design).map(({ path }) => path);
  expect(
    chosen(defaultRecipe).filter((path) => /^(l1|l2|maxNorm|clip|schedule|earlyStopping)/.test(path)),
  ).toEqual([]);
  expect(chosen(set('clip.norm', 1))).toContain('clip.norm');
  expect(chosen(set('schedule.kind', 'cosine'))).toEqual(
    expect.arrayContaining(['schedule.kind', 'schedule.floor']),
  );
});
