import type { Layer } from './design.ts';
import { defaultRecipe, type Recipe } from './recipe.ts';

/** A first experiment that is known to work: which data, which hidden layers, which hyperparameters. */
export interface Preset {
  id: 'spirals' | 'logistic' | 'planar' | 'digits' | 'iris' | 'sine';
  data: string;
  hidden: Layer[];
  recipe: Recipe;
}

const adam = (epochs: number, extra: Partial<Recipe> = {}): Recipe => ({
  ...defaultRecipe,
  epochs,
  ...extra,
});

export const presets: readonly Preset[] = [
  {
    id: 'spirals',
    data: 'spirals',
    hidden: [
      { units: 32, activation: 'tanh' },
      { units: 32, activation: 'tanh' },
    ],
    recipe: adam(200),
  },
  { id: 'logistic', data: 'moons', hidden: [], recipe: adam(100) },
  { id: 'planar', data: 'flower', hidden: [{ units: 4, activation: 'tanh' }], recipe: adam(300) },
  {
    id: 'iris',
    data: 'iris',
    hidden: [{ units: 16, activation: 'relu' }],
    recipe: adam(100, { init: 'he' }),
  },
  {
    id: 'digits',
    data: 'digits',
    hidden: [
      { units: 64, activation: 'relu' },
      { units: 32, activation: 'relu' },
    ],
    recipe: adam(40, { init: 'he' }),
  },
  {
    id: 'sine',
    data: 'sine',
    hidden: [
      { units: 24, activation: 'tanh' },
      { units: 24, activation: 'tanh' },
    ],
    recipe: adam(300),
  },
];
