import type { Run } from '#shared/contract/runs.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';

/** A finished run of 10 epochs with 4 steps each, and what a test wants different. */
export function aRun(change: Partial<Run> = {}): Run {
  return {
    id: 'a',
    name: 'spirals 2-8-1',
    status: 'finished',
    tags: [],
    createdAt: 1000,
    startedAt: 1001,
    endedAt: 2000,
    design: {
      format: 'layerbench/design@1',
      name: 'spirals',
      inputs: 2,
      layers: [
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
    },
    designHash: 'd',
    recipe: { ...defaultRecipe, epochs: 10 },
    recipeHash: 'r',
    dataset: { source: 'spirals', name: 'spirals', hash: 'h' },
    task: { kind: 'binary', inputs: 2, outputs: 1 },
    L: 2,
    parameters: 33,
    engine: 'reference@1',
    manifestHash: 'm',
    execution: null,
    epoch: 10,
    step: 40,
    totalSteps: 40,
    examples: { train: 128, dev: 32, test: 16 },
    seconds: 1,
    train: { loss: 0.1, accuracy: 1 },
    dev: { loss: 0.2, accuracy: 0.9 },
    test: { loss: 0.3, accuracy: 0.8 },
    weightsSha256: 'w',
    bestEpoch: null,
    failure: null,
    parent: null,
    ...change,
  };
}
