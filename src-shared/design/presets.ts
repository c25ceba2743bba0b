import type { Layer } from './design.ts';
import { defaultRecipe, type Recipe } from './recipe.ts';

/** A first experiment that is known to work: which data, which hidden layers, which hyperparameters. */
export interface Preset {
  id: 'spirals' | 'logistic' | 'planar' | 'residual' | 'digits' | 'dropout' | 'iris' | 'sine';
  data: string;
  hidden: Layer[];
  recipe: Recipe;
}

/** Layer 1, then pairs of layers; the second of each pair adds what came into the pair. */
function residualPairs(pairs: number, layer: Layer): Layer[] {
  const pair = (index: number): Layer[] => [{ ...layer }, { ...layer, residualFrom: 2 * index + 1 }];
  return [{ ...layer }, ...Array.from({ length: pairs }, (_, index) => pair(index)).flat()];
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
    id: 'residual',
    data: 'spirals',
    hidden: residualPairs(4, { units: 16, activation: 'relu', normalization: 'batch' }),
    recipe: adam(100, { init: 'he', schedule: { ...defaultRecipe.schedule, kind: 'cosine' } }),
  },
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
    id: 'dropout',
    data: 'digits',
    hidden: [
      { units: 128, activation: 'relu', dropout: 0.3 },
      { units: 64, activation: 'relu', dropout: 0.3 },
    ],
    recipe: adam(60, { init: 'he' }),
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
