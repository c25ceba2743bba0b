import { expect, test } from 'vitest';
import type { Design } from '#shared/design/design.ts';
import { defaultRecipe, optimizers, type Recipe } from '#shared/design/recipe.ts';
import { settings } from '#shared/design/setting-table.ts';
import { toSchedule, toTrainingSpec } from '#main/services/training-spec.ts';

const design: Design = {
  format: 'layerbench/design@1',
  name: 'name',
  inputs: 2,
  layers: [
    { units: 8, activation: 'tanh', normalization: 'layer', dropout: 0.25 },
    { units: 8, activation: 'relu', init: 'orthogonal', dropout: 0, residualFrom: 1 },
    { units: 1, activation: 'sigmoid', init: 'constant' },
  ],
  loss: 'binaryCrossEntropy',
};
const recipe: Recipe = {
  ...defaultRecipe,
  init: 'normal',
  initStd: 0.5,
  initValue: 0.125,
  l1: 1,
  l2: 2,
  maxNorm: 3,
  clip: { value: 4, norm: 5 },
  schedule: { kind: 'oneCycle', warmUp: 3, period: 7, decay: 0.25, floor: 0.1 },
};

test('a layer hands over what it has, and a dropout of 0 is none', () => {
  expect(toTrainingSpec(design, recipe).layers).toEqual([
    {
      units: 8,
      activation: 'tanh',
      init: { kind: 'normal', std: 0.5 },
      normalization: 'layer',
      dropout: 0.25,
    },
    { units: 8, activation: 'relu', init: { kind: 'orthogonal' }, residualFrom: 1 },
    { units: 1, activation: 'sigmoid', init: { kind: 'constant', value: 0.125 } },
  ]);
});

test('penalties and bounds are handed over together', () => {
  expect(toTrainingSpec(design, recipe).regularization).toEqual({
    l1: 1,
    l2: 2,
    maxNorm: 3,
    clipValue: 4,
    clipNorm: 5,
  });
});

test('the schedule is handed over as it was chosen', () => {
  expect(toSchedule(recipe)).toEqual(recipe.schedule);
});

test.each(optimizers)('%s gets the settings that are said to be used with it, and no others', (kind) => {
  const used = settings.filter(
    ({ path, usedWith }) =>
      path.startsWith('optimizer.') &&
      (usedWith === undefined || ('values' in usedWith && usedWith.values.includes(kind))),
  );
  const { optimizer } = toTrainingSpec(design, { ...recipe, optimizer: { ...recipe.optimizer, kind } });
  expect(Object.keys(optimizer).toSorted()).toEqual(
    used.map(({ path }) => path.slice('optimizer.'.length)).toSorted(),
  );
});
