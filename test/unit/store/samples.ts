import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { defaultRecipe } from '#shared/design/recipe.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { RunOwner, StoreApi } from '#main/store/api.ts';
import type { Dataset } from '#main/datasets/dataset.ts';

export const owner: RunOwner = { id: 'owner-1', pid: process.pid, hostname: hostname() };

export function makeDataset(change: Partial<Dataset> = {}): Dataset {
  return {
    source: 'xor',
    name: 'xor',
    origin: 'generated',
    hash: 'd'.repeat(64),
    task: { kind: 'binary', inputs: 2, outputs: 1 },
    examples: 4,
    features: ['x1', 'x2'],
    target: 'class',
    classes: ['0', '1'],
    X: Float32Array.of(0, 0, 0, 1, 1, 0, 1, NaN),
    Y: Float32Array.of(0, 1, 1, 0),
    missing: [{ column: 'x2', count: 1 }],
    ...change,
  };
}

export function makeRun(change: Partial<Run> = {}): Run {
  return {
    id: '1a2b3c4d',
    name: 'xor 4-1',
    status: 'training',
    tags: ['best', 'course'],
    createdAt: 1_700_000_000_000,
    startedAt: 1_700_000_000_500,
    endedAt: null,
    design: {
      format: 'layerbench/design@1',
      name: 'small',
      inputs: 2,
      layers: [
        { units: 4, activation: 'tanh', init: 'xavier' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
    },
    designHash: 'a'.repeat(64),
    recipe: defaultRecipe,
    recipeHash: createHash('sha256').update(JSON.stringify(defaultRecipe)).digest('hex'),
    dataset: { source: 'xor', name: 'xor', hash: 'd'.repeat(64) },
    task: { kind: 'binary', inputs: 2, outputs: 1 },
    examples: { train: 3, dev: 1, test: 0 },
    L: 2,
    parameters: 17,
    engine: 'reference@1',
    manifestHash: 'e'.repeat(64),
    execution: null,
    epoch: 0,
    step: 0,
    totalSteps: 400,
    seconds: 0,
    train: null,
    dev: null,
    test: null,
    weightsSha256: null,
    bestEpoch: null,
    failure: null,
    parent: null,
    ...change,
  };
}

/** Puts the dataset and a run into a store. */
export function createSampleRun(store: StoreApi, change: Partial<Run> = {}): Run {
  const run = makeRun(change);
  store.putDataset(makeDataset());
  store.createRun(run, owner);
  return run;
}
