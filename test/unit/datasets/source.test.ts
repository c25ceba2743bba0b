import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { importCsv } from '#main/datasets/csv/import-csv.ts';
import type { Dataset } from '#main/datasets/dataset.ts';
import { createDatasetSource } from '#main/datasets/source.ts';
import { DatasetSummarySchema } from '#shared/contract/datasets.ts';

const resourcesFolder = path.resolve(import.meta.dirname, '../../../resources');

function open(stored: Dataset[] = []) {
  const asked: string[] = [];
  const source = createDatasetSource({
    resourcesFolder,
    readStored: (hash) => {
      asked.push(hash);
      return Promise.resolve(stored.find((dataset) => dataset.hash === hash) ?? null);
    },
  });
  return { source, asked };
}

describe('resolving a source', () => {
  it('finds the iris flowers: 150 of 4 measurements and 3 species', async () => {
    const iris = await open().source.resolve('iris');
    expect(iris).toMatchObject({
      source: 'iris',
      name: 'iris',
      origin: 'bundled',
      task: { kind: 'multiclass', inputs: 4, outputs: 3 },
      examples: 150,
      target: 'species',
      classes: ['setosa', 'versicolor', 'virginica'],
      missing: [],
    });
    expect([...iris.X.subarray(0, 4)]).toEqual([5.1, 3.5, 1.4, 0.2].map(Math.fround));
  });

  it('finds the digits: 1,797 of 64 pixels and 10 classes in the order of numbers', async () => {
    const digits = await open().source.resolve('digits');
    expect(digits.task).toEqual({ kind: 'multiclass', inputs: 64, outputs: 10 });
    expect(digits.examples).toBe(1797);
    expect(digits.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(digits.Y.slice(0, 4)).toEqual(Float32Array.of(0, 1, 2, 3));
  });

  it('gives one dataset, under its canonical text, to all who ask for the same data', async () => {
    const { source } = open();
    const first = await source.resolve('spirals:seed=2,classes=3');
    expect(first.source).toBe('spirals:classes=3,seed=2');
    expect(await source.resolve(' spirals: classes=3,noise=0.1,seed=2')).toBe(first);
    expect(await source.resolve(first.source)).toBe(first);
  });

  it('finds an imported dataset by its hash and asks the store once', async () => {
    const imported = importCsv('x,y\n1,a\n2,b\n', 'two.csv');
    const { source, asked } = open([imported]);
    expect(await source.resolve(imported.source)).toEqual(imported);
    await source.resolve(imported.source);
    expect(asked).toEqual([imported.hash]);
  });

  it.each([
    [
      'spiral:n=20',
      'data "spiral:n=20": neither a built-in dataset nor a file; did you mean "spirals"? Accepted are moons, circles, spirals, blobs, xor, checkerboard, flower, parity, sawtooth, sine, iris, digits.',
    ],
    ['iris:seed=1', 'data iris: there is no option "seed"; accepted are none.'],
    ['moons:teeth=1', 'data moons: there is no option "teeth"; accepted are n, noise, seed.'],
  ])('refuses %s and says what is accepted', async (text, sentence) => {
    await expect(open().source.resolve(text)).rejects.toThrow(sentence);
  });

  it('refuses a hash that the store does not know', async () => {
    await expect(open().source.resolve('dataset:00ff')).rejects.toMatchObject({ code: 'data.notInStore' });
  });
});

describe('the built-in datasets', () => {
  it('are the twelve of the command line, as the contract describes them', async () => {
    const summaries = await open().source.builtIns();
    expect(summaries.map(({ source }) => source).join(' ')).toBe(
      'moons circles spirals blobs xor checkerboard flower parity sawtooth sine iris digits',
    );
    for (const summary of summaries) expect(() => v.parse(DatasetSummarySchema, summary)).not.toThrow();
  });
});
