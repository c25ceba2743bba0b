import type { Layer } from './design.ts';
import { defaultRecipe, type Recipe } from './recipe.ts';

/** A first experiment that is known to work: which data, which hidden layers, which hyperparameters. */
export interface Preset {
  id:
    | 'spirals'
    | 'logistic'
    | 'planar'
    | 'images'
    | 'vanishing'
    | 'flowing'
    | 'residual'
    | 'narrow'
    | 'wide'
    | 'digits'
    | 'dropout'
    | 'iris'
    | 'sine';
  /** Null where the data is still to be brought: the design is made for `inputs` and one class to tell from another. */
  data: string | null;
  inputs?: number;
  hidden: Layer[];
  recipe: Recipe;
}

/** Layer 1, then pairs of layers; the second of each pair adds what came into the pair. */
function residualPairs(pairs: number, layer: Layer): Layer[] {
  const pair = (index: number): Layer[] => [{ ...layer }, { ...layer, residualFrom: 2 * index + 1 }];
  return [{ ...layer }, ...Array.from({ length: pairs }, (_, index) => pair(index)).flat()];
}

/** The same layer again and again. */
const repeated = (count: number, layer: Layer): Layer[] =>
  Array.from({ length: count }, () => ({ ...layer }));

const adam = (epochs: number, extra: Partial<Recipe> = {}): Recipe => ({
  ...defaultRecipe,
  epochs,
  ...extra,
});

/** Plain gradient descent: no optimiser hides what the gradients are. */
const descent = (epochs: number, extra: Partial<Recipe>): Recipe =>
  adam(epochs, {
    optimizer: { ...defaultRecipe.optimizer, kind: 'sgd', learningRate: 0.1 },
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
    id: 'images',
    data: null,
    inputs: 12_288,
    hidden: [20, 7, 5].map((units): Layer => ({ units, activation: 'relu' })),
    recipe: adam(100, { init: 'he' }),
  },
  {
    id: 'vanishing',
    data: 'circles',
    hidden: repeated(9, { units: 16, activation: 'sigmoid' }),
    recipe: descent(200, {}),
  },
  {
    id: 'flowing',
    data: 'circles',
    hidden: repeated(9, { units: 16, activation: 'relu' }),
    recipe: descent(200, { init: 'he' }),
  },
  {
    id: 'residual',
    data: 'spirals',
    hidden: residualPairs(4, { units: 16, activation: 'relu', normalization: 'batch' }),
    recipe: adam(100, { init: 'he', schedule: { ...defaultRecipe.schedule, kind: 'cosine' } }),
  },
  {
    id: 'narrow',
    data: 'moons',
    hidden: repeated(12, { units: 3, activation: 'tanh' }),
    recipe: adam(200),
  },
  { id: 'wide', data: 'moons', hidden: [{ units: 256, activation: 'tanh' }], recipe: adam(200) },
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
