import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DatasetPreviewSchema, DatasetSummarySchema, DivisionSchema } from '#shared/contract/datasets.ts';
import { DraftSchema } from '#shared/contract/draft.ts';
import { EnvironmentSchema } from '#shared/contract/environment.ts';
import { AppEventSchema, ProgressSchema } from '#shared/contract/events.ts';
import { ProblemDataSchema, RunRefSchema } from '#shared/contract/procedure.ts';
import {
  RunSchema,
  ScoreSchema,
  SeriesSchema,
  StartRunSchema,
  SurfaceSchema,
} from '#shared/contract/runs.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { makeRun } from '../store/samples.ts';

const { design } = makeRun();
const start = { data: 'moons', design, recipe: defaultRecipe };
const summary = {
  source: 'iris',
  name: 'iris',
  origin: 'bundled',
  hash: 'd'.repeat(64),
  task: { kind: 'multiclass', inputs: 4, outputs: 3 },
  examples: 150,
  features: ['a', 'b', 'c', 'd'],
  target: 'species',
  classes: ['x', 'y', 'z'],
  missing: [{ column: 'a', count: 2 }],
};
const environment = {
  version: '0.1.0',
  engine: 'reference@1',
  host: 'web',
  node: 'v24',
  v8: '13.6',
  cores: 2,
  memory: 2 ** 33,
  storeFile: '/a',
};
const execution = { threads: 2, simd: '256', tile: '4x16', node: 'v24.1.0', v8: '13.6' } as const;
const progress = { epoch: 1, step: 2, totalSteps: 3, stepsPerSecond: 4, secondsLeft: null };

/** For each schema: what it accepts, and what it refuses, each with why. */
const cases: [string, v.GenericSchema, unknown[], [string, unknown][]][] = [
  [
    'a reference to a run',
    RunRefSchema,
    ['a', 'r'.repeat(200)],
    [
      ['empty', ''],
      ['too long', 'r'.repeat(201)],
      ['no text', 7],
    ],
  ],
  [
    'a start',
    StartRunSchema,
    [
      { ...start, threads: 2 },
      { ...start, name: '', tags: [] },
      { ...start, name: 'n'.repeat(120), tags: ['t'.repeat(60)] },
    ],
    [
      ['no threads', { ...start, threads: 0 }],
      ['half a thread', { ...start, threads: 1.5 }],
      ['no design', { data: 'moons', recipe: defaultRecipe }],
      ['an unknown key', { ...start, seed: 3 }],
      ['a name that is too long', { ...start, name: 'n'.repeat(121) }],
      ['an empty tag', { ...start, tags: [''] }],
      ['a tag that is too long', { ...start, tags: ['t'.repeat(61)] }],
      ['data that is no text', { ...start, data: null }],
      [
        'an unknown key in a layer',
        { ...start, design: { ...design, layers: [{ ...design.layers[0], bias: 1 }] } },
      ],
      ['no layer', { ...start, design: { ...design, layers: [] } }],
      ['201 layers', { ...start, design: { ...design, layers: Array(201).fill(design.layers[0]) } }],
      ['an unknown key in the recipe', { ...start, recipe: { ...defaultRecipe, threads: 2 } }],
      [
        'a learning rate that is not finite',
        {
          ...start,
          recipe: { ...defaultRecipe, optimizer: { ...defaultRecipe.optimizer, learningRate: Infinity } },
        },
      ],
      [
        'shares that leave nothing',
        { ...start, recipe: { ...defaultRecipe, split: { dev: 0.5, test: 0.5 } } },
      ],
    ],
  ],
  [
    'a draft',
    DraftSchema,
    [start],
    [
      ['no recipe', { data: 'moons', design }],
      ['an unknown key', { ...start, theme: 'dark' }],
      ['a format of another version', { ...start, design: { ...design, format: 'layerbench/design@2' } }],
    ],
  ],
  [
    'a run',
    RunSchema,
    [
      makeRun({ execution }),
      makeRun({ status: 'diverged', failure: { message: 'm', layer: 1, tensor: 'dW', step: 4 } }),
    ],
    [
      ['an unknown status', { ...makeRun(), status: 'resting' }],
      ['an unknown key', { ...makeRun(), owner: 'me' }],
      ['a score that is NaN', { ...makeRun(), train: { loss: Number.NaN } }],
      ['vectors of 512 bits', { ...makeRun(), execution: { ...execution, simd: '512' } }],
      ['no failure field', { ...makeRun(), failure: undefined }],
    ],
  ],
  [
    'a score',
    ScoreSchema,
    [
      { loss: 1, accuracy: 0.5 },
      { loss: null, r2: null },
    ],
    [
      ['no loss', { accuracy: 1 }],
      ['an unknown measure', { loss: 1, f1: 1 }],
    ],
  ],
  [
    'a series',
    SeriesSchema,
    [{ step: [1, 2], value: [0.5, null] }],
    [
      ['NaN for a gap', { step: [1], value: [Number.NaN] }],
      ['no steps', { value: [1] }],
    ],
  ],
  [
    'a surface',
    SurfaceSchema,
    [{ step: 1, x: [0, 1], y: null, resolution: 2, outputs: 1, values: [0, 1], cost: null }],
    [
      ['one bound', { step: 1, x: [0], y: null, resolution: 2, outputs: 1, values: [], cost: null }],
      ['NaN', { step: 1, x: [0, 1], y: null, resolution: 2, outputs: 1, values: [Number.NaN], cost: null }],
    ],
  ],
  [
    'a dataset',
    DatasetSummarySchema,
    [summary],
    [
      ['an unknown origin', { ...summary, origin: 'web' }],
      ['an unknown task', { ...summary, task: { ...summary.task, kind: 'ranking' } }],
      ['its examples', { ...summary, X: [1] }],
    ],
  ],
  [
    'a preview',
    DatasetPreviewSchema,
    [
      { summary, inputs: [[1, 2, 3, 4]], targets: [0], parts: [], classCounts: [1, 0, 0] },
      { summary, inputs: [[1, 2, 3, 4]], targets: [0], parts: ['dev'], classCounts: [1, 0, 0] },
    ],
    [
      ['a missing value', { summary, inputs: [[1, null]], targets: [0], parts: [], classCounts: [] }],
      ['an unknown part', { summary, inputs: [[1]], targets: [0], parts: ['valid'], classCounts: [] }],
    ],
  ],
  [
    'a division',
    DivisionSchema,
    [{ seed: 0, split: { dev: 0, test: 0 } }],
    [
      ['a seed below 0', { seed: -1, split: { dev: 0.2, test: 0.1 } }],
      ['no part to train on', { seed: 1, split: { dev: 0.5, test: 0.5 } }],
      ['another key', { seed: 1, split: { dev: 0.2, test: 0.1 }, epochs: 3 }],
    ],
  ],
  [
    'an environment',
    EnvironmentSchema,
    [environment],
    [
      ['an unknown host', { ...environment, host: 'phone' }],
      ['no memory', { ...environment, memory: undefined }],
    ],
  ],
  [
    'progress',
    ProgressSchema,
    [progress],
    [['a rate that is NaN', { ...progress, stepsPerSecond: Number.NaN }]],
  ],
  [
    'an event',
    AppEventSchema,
    [
      { type: 'run', run: makeRun() },
      { type: 'frames', run: 'a', progress, series: { 'batch.loss': { step: [1], value: [null] } } },
      { type: 'storeChanged' },
    ],
    [
      ['an unknown type', { type: 'tick' }],
      ['frames without progress', { type: 'frames', run: 'a', series: {} }],
      ['a run event without its run', { type: 'run' }],
    ],
  ],
  [
    'a problem',
    ProblemDataSchema,
    [{ code: 'port.inUse', params: { port: 1 } }],
    [
      ['an unknown code', { code: 'port.open', params: {} }],
      ['a stack', { code: 'port.inUse', params: { port: 1 }, stack: 'at …' }],
      ['params that hold objects', { code: 'usage', params: { reason: {} } }],
    ],
  ],
];

describe.each(cases)('%s', (_name, schema, accepted, refused) => {
  test.each(accepted.map((value, index) => [index, value] as const))(
    'example %i is accepted as it is',
    (_index, value) => {
      expect(v.parse(schema, value)).toEqual(value);
    },
  );

  test.each(refused)('with %s is refused', (_why, value) => {
    expect(v.safeParse(schema, value).success).toBe(false);
  });
});
