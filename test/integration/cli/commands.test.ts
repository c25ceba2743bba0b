import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import { resourcesFolder } from '#main/hosts/places.ts';
import { makeFolder } from '../services/test-app.ts';
import { readRuns, run, runJson } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

interface TrainReport {
  run: string;
  name: string;
  status: string;
  weightsSha256: string;
  [field: string]: unknown;
}

const small = ['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--epochs', '5'];
const commands = [
  'train',
  'shapes',
  'trace',
  'gradcheck',
  'runs',
  'show',
  'series',
  'ledger',
  'resume',
  'fork',
  'replay',
  'trash',
  'export',
  'import',
  'serve',
  'bench',
  'doctor',
];

let store = '';
let trained: TrainReport;

beforeAll(async () => {
  store = path.join(makeTestFolder(), 'layerbench.sqlite');
  trained = await runJson<TrainReport>(store, [
    ...small,
    '--name',
    'first',
    '--tags',
    'best, course,',
    '--seed',
    '3',
  ]);
});

describe('train', () => {
  test('prints one document with the fields of the contract', () => {
    const score = { loss: expect.any(Number) as number, accuracy: expect.any(Number) as number };
    expect(trained).toEqual({
      run: expect.stringMatching(/^[2-9a-z]{10}$/) as string,
      name: 'first',
      status: 'finished',
      L: 2,
      parameters: 17,
      epochs: 5,
      steps: 15,
      seconds: expect.any(Number) as number,
      stepsPerSecond: expect.any(Number) as number,
      samplesPerSecond: expect.any(Number) as number,
      train: score,
      dev: score,
      test: score,
      weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      findings: [],
    });
    expect(trained['seconds']).toBeGreaterThan(0);
    const rate = Number(trained['stepsPerSecond']);
    expect(rate * Number(trained['seconds'])).toBeCloseTo(15, 6);
    expect(Number(trained['samplesPerSecond'])).toBeCloseTo((rate * 70) / 3, 6);
  });

  test('without --json says the same for a person, and what the data is on standard error', async () => {
    const own = path.join(makeFolder(), 'layerbench.sqlite');
    const { exitCode, printed, told } = await run(own, small);
    expect(exitCode).toBe(0);
    expect(printed.join('\n')).toMatch(/L = 2, 2-4-1, 17 parameters, 5 epochs, 15 steps/);
    expect(told[0]).toBe('moons: 100 examples, 2 inputs, target class (binary)');
  });

  test('takes --seed as short for --set seed, and other seeds give other weights', async () => {
    const [short, long, other] = [
      await runJson<TrainReport>(store, [...small, '--seed', '4']),
      await runJson<TrainReport>(store, [...small, '--set', 'seed=4']),
      await runJson<TrainReport>(store, [...small, '--set', 'seed=5']),
    ];
    expect(short.weightsSha256).toBe(long.weightsSha256);
    expect(other.weightsSha256).not.toBe(long.weightsSha256);
  });

  test('takes any number of --set, and the short forms after them', async () => {
    const sets = [
      '--set',
      'optimizer.kind=sgd',
      '--set',
      'optimizer.learningRate = 0.5',
      '--set',
      'epochs=99',
    ];
    const { run: id } = await runJson<TrainReport>(store, [
      ...small,
      ...sets,
      '--no-standardize',
      '--gradients',
      'off',
    ]);
    const { recipe } = await runJson<Run>(store, ['show', id]);
    expect(recipe).toMatchObject({
      optimizer: { kind: 'sgd', learningRate: 0.5 },
      epochs: 5,
      standardize: false,
      gradients: 'off',
    });
  });

  test('trains the shallow model, a saved design, a recipe from a file and a table with its gaps', async () => {
    const folder = makeFolder();
    const file = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    expect(await runJson(store, ['train', '--data', 'moons', '--layers', '', '--epochs', '1'])).toMatchObject(
      { L: 1, parameters: 3 },
    );
    const { design, recipe } = await runJson<Run>(store, ['show', 'first']);
    const designed = await runJson<TrainReport>(store, [
      ...['train', '--data', 'moons:n=100', '--design', file('design.json', JSON.stringify(design))],
      ...['--recipe', file('recipe.json', JSON.stringify(recipe))],
    ]);
    expect(designed.weightsSha256).toBe(trained.weightsSha256);
    const rows = Array.from(
      { length: 80 },
      (_, row) => `${row % 7 ? row : ''};"${row % 3 ? 'a' : 'b'}";${row / 3}`,
    );
    const table = file('with gaps.csv', `width;kind;"the length"\n${rows.join('\n')}\n`);
    const { printed, told, exitCode } = await run(store, [
      'train',
      '--data',
      table,
      '--epochs',
      '1',
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(printed.join())).toMatchObject({
      train: { loss: expect.any(Number) as number, r2: expect.any(Number) as number },
    });
    expect(told[0]).toBe(
      'with gaps: 80 examples, 3 inputs, target the length (regression); missing values filled with the training mean: width 12',
    );
  });

  test('finds a table by a name without an ending, where it is no built-in name', async () => {
    const file = path.join(makeFolder(), 'plants');
    copyFileSync(path.join(resourcesFolder, 'datasets', 'iris.csv'), file);
    expect(
      await runJson(store, ['train', '--data', file, '--target', 'species', '--epochs', '1']),
    ).toMatchObject({ L: 3 });
  });

  test('accepts the one target and task that a built-in dataset has', async () => {
    const args = ['train', '--data', 'iris', '--target', 'species', '--task', 'multiclass', '--epochs', '1'];
    expect((await runJson<TrainReport>(store, args)).status).toBe('finished');
  });

  test('ends with 1 for a run that diverged, says where, and keeps it', async () => {
    const own = path.join(makeFolder(), 'layerbench.sqlite');
    const args = [
      'train',
      '--data',
      'sine',
      '--set',
      'optimizer.kind=sgd',
      '--set',
      'optimizer.learningRate=1e30',
    ];
    const { exitCode, printed } = await run(own, [...args, '--json']);
    expect([exitCode, printed.length]).toEqual([1, 1]);
    const report = JSON.parse(printed.join()) as TrainReport;
    expect(report).toMatchObject({
      status: 'diverged',
      findings: [
        {
          kind: 'diverged',
          layer: expect.any(Number) as number,
          remedy: expect.stringContaining('1e+30') as string,
        },
      ],
    });
    expect((await readRuns(own))[0]).toMatchObject({ id: report.run, status: 'diverged' });
    const people = await run(own, args);
    expect(people.exitCode).toBe(1);
    expect(people.printed.join('\n')).toContain('Try optimizer.learningRate=1e+29');
  });
});

describe('runs', () => {
  test('prints how many there are and each with its fields, newest first', async () => {
    const { total, runs } = await runJson<{ total: number; runs: TrainReport[] }>(store, ['runs']);
    expect(runs).toHaveLength(total);
    const first = runs.at(-1);
    expect(first).toMatchObject({
      run: trained.run,
      name: 'first',
      status: 'finished',
      tags: ['best', 'course'],
      dataset: 'moons:n=100',
      L: 2,
      parameters: 17,
      epochs: 5,
      steps: 15,
      recipe: { seed: 3 },
      train: trained['train'],
      weightsSha256: trained.weightsSha256,
    });
    expect(new Date(String(first?.['createdAt'])).getTime()).toBeGreaterThan(1.7e12);
  });

  test('sorts by a column or a setting, and shows no more than asked, with the whole count', async () => {
    const own = path.join(makeFolder(), 'layerbench.sqlite');
    for (const epochs of ['2', '3', '1'])
      await runJson(own, [...small, '--epochs', epochs, '--seed', epochs]);
    const epochsBy = async (...args: string[]) =>
      (await runJson<{ total: number; runs: { epochs: number }[] }>(own, ['runs', ...args])).runs.map(
        ({ epochs }) => epochs,
      );
    expect(await epochsBy('--sort', 'epochs')).toEqual([1, 2, 3]);
    expect(await epochsBy('--sort', '-seed')).toEqual([3, 2, 1]);
    expect(await epochsBy('--sort', 'steps', '--limit', '2')).toEqual([1, 2]);
    const { printed } = await run(own, ['runs', '--limit', '2']);
    expect(printed.join('\n').split('\n')).toHaveLength(4);
    expect(printed.join('\n')).toContain('2 of 3 runs');
  });

  test('in an empty store says how to make the first one', async () => {
    const own = path.join(makeFolder(), 'deeper', 'layerbench.sqlite');
    expect(await runJson(own, ['runs'])).toEqual({ total: 0, runs: [] });
    expect((await run(own, ['runs'])).printed.join()).toContain('layerbench train --data');
  });
});

describe('show', () => {
  test('finds a run by its id, a start of it, or its name, and prints it whole', async () => {
    const whole = await runJson(store, ['show', trained.run]);
    expect(await runJson(store, ['show', trained.run.slice(0, 6)])).toEqual(whole);
    expect(await runJson(store, ['show', 'first'])).toEqual(whole);
    expect(whole).toMatchObject({
      run: trained.run,
      status: 'finished',
      design: { format: 'layerbench/design@1', inputs: 2 },
      recipe: { seed: 3, epochs: 5 },
      dataset: { source: 'moons:n=100', hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      engine: expect.any(String) as string,
      weightsSha256: trained.weightsSha256,
      findings: [],
      series: expect.arrayContaining(['train.loss', 'dev.accuracy', 'batch.loss']) as string[],
    });
    expect(whole).not.toHaveProperty('id');
  });

  test('says the same for a person', async () => {
    const { printed } = await run(store, ['show', 'first']);
    for (const part of [trained.run, '2-4-1', 'moons:n=100', trained.weightsSha256, '"seed":3', 'train.loss'])
      expect(printed.join('\n')).toContain(part);
  });
});

describe('series', () => {
  test('prints each asked-for key with its steps and values', async () => {
    const series = await runJson<Record<string, { step: number[]; value: number[] }>>(store, [
      ...['series', 'first', 'train.loss', 'grad.norm.dW[1]'],
    ]);
    expect(Object.keys(series)).toEqual(['train.loss', 'grad.norm.dW[1]']);
    expect(series['train.loss']?.step).toEqual([0, 3, 6, 9, 12, 15]);
    expect(series['train.loss']?.value.at(-1)).toBeCloseTo(
      Number((trained['train'] as { loss: number }).loss),
      6,
    );
    expect(series['grad.norm.dW[1]']?.step).toHaveLength(15);
  });

  test('is JSON also without being asked, and CSV when asked', async () => {
    const { printed } = await run(store, ['series', 'first', 'train.loss']);
    expect(Object.keys(JSON.parse(printed.join()) as object)).toEqual(['train.loss']);
    const csv = (await run(store, ['series', 'first', 'train.loss', 'dev.loss', '--format', 'csv'])).printed
      .join()
      .split('\n');
    expect(csv).toHaveLength(1 + 6 + 6);
    expect(csv.slice(0, 2)).toEqual(['series,step,value', expect.stringMatching(/^train\.loss,0,0\.\d+$/)]);
  });
});

describe('shapes', () => {
  test('prints every dimension for data and layers, and the counts', async () => {
    const args = ['shapes', '--data', 'spirals', '--layers', '32:tanh,32:tanh', '--m', '10'];
    const shapes = await runJson<{ layers: object[] }>(store, args);
    expect(shapes).toMatchObject({ L: 3, m: 10, totals: { parameters: 1185 } });
    expect(shapes.layers[2]).toMatchObject({
      l: 3,
      W: [1, 32],
      b: [1, 1],
      Z: [1, 10],
      A: [1, 10],
      parameters: 33,
      flops: expect.any(Number) as number,
    });
    const table = (await run(store, args)).printed.join('\n');
    expect(table).toContain('(n_2, n_1) = (32, 32)');
    expect(table).toContain('total: 1185 parameters');
  });

  test('needs no data for a saved design, and opens no store for it', async () => {
    const folder = makeFolder();
    const { design } = await runJson<Run>(store, ['show', 'first']);
    const file = path.join(folder, 'design.json');
    writeFileSync(file, JSON.stringify(design));
    const nowhere = path.join(folder, 'never', 'layerbench.sqlite');
    expect(await runJson(nowhere, ['shapes', '--design', file])).toMatchObject({
      L: 2,
      m: 32,
      totals: { parameters: 17 },
    });
    expect(readdirSync(folder)).toEqual(['design.json']);
  });
});

describe('doctor', () => {
  test('prints versions, cores, the store and what was found', async () => {
    expect(await runJson(store, ['doctor'])).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      engine: expect.any(String) as string,
      node: process.version,
      cores: expect.any(Number) as number,
      storeFile: store,
      platform: `${process.platform}-${process.arch}`,
      store: { check: 'ok', schema: expect.any(Number) as number, runs: expect.any(Number) as number },
    });
    expect((await run(store, ['doctor'])).printed.join('\n')).toContain('check: ok');
  });
});

describe('help', () => {
  test.each([
    ['--help'],
    ['help'],
    ...commands.flatMap((command) => [
      [command, '--help'],
      ['help', command],
    ]),
  ])('%s %s is given, with nothing wrong', async (...args) => {
    const { exitCode, printed, told } = await run(store, args.filter(Boolean));
    expect([exitCode, told]).toEqual([0, []]);
    expect(printed.join('\n')).toMatch(/^Usage: layerbench/);
  });

  test('lists the commands there are, and no others', async () => {
    const text = (await run(store, ['--help'])).printed.join('\n');
    const listed = [...text.slice(text.indexOf('Commands:')).matchAll(/^ {2}(\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(listed).toEqual([...commands, 'help']);
  });

  test('the version is that of the package', async () => {
    expect((await run(store, ['--version'])).printed).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  });
});

test('--store names another store than the environment does', async () => {
  const own = path.join(makeFolder(), 'other.sqlite');
  expect(await runJson(store, ['runs', '--store', own])).toEqual({ total: 0, runs: [] });
});
