import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { importCsv } from '#main/datasets/csv/import-csv.ts';
import { prepareData, type PreparedPart } from '#main/datasets/prepare.ts';
import { splitExamples } from '#main/datasets/split.ts';
import { classesOf, valuesOf } from '#test/fixtures/datasets/tables.ts';

const recipe = { split: { dev: 0.2, test: 0.1 }, seed: 1, standardize: true };

describe('prepared data', () => {
  it('is standardised by the mean and deviation of the training part alone', () => {
    const dataset = valuesOf(50);
    const { train } = splitExamples(dataset, recipe);
    const changed = {
      ...dataset,
      X: dataset.X.map((value, row) => (train.includes(row) ? value : value + 1e4)),
    };
    const [plain, shifted] = [prepareData(dataset, recipe), prepareData(changed, recipe)];
    expect(shifted.mean).toEqual(plain.mean);
    expect(shifted.deviation).toEqual(plain.deviation);
    expect(shifted.train.X).toEqual(plain.train.X);
    expect(shifted.dev.X).not.toEqual(plain.dev.X);
  });

  it('has mean 0 and deviation 1 over the training part', () => {
    const { X, m } = prepareData(valuesOf(50), recipe).train;
    const mean = X.reduce((sum, value) => sum + value, 0) / m;
    const variance = X.reduce((sum, value) => sum + (value - mean) ** 2, 0) / m;
    expect(mean).toBeCloseTo(0, 6);
    expect(variance).toBeCloseTo(1, 6);
  });

  it('tells how to get from the data to the network and holds the examples of the split, in order', () => {
    const dataset = valuesOf(50);
    const { dev } = splitExamples(dataset, recipe);
    const prepared = prepareData(dataset, recipe);
    const back = Array.from(
      prepared.dev.X,
      (x) => x * (prepared.deviation[0] ?? 0) + (prepared.mean[0] ?? 0),
    );
    dev.forEach((row, at) => expect(back[at]).toBeCloseTo(row, 4));
    expect([...prepared.dev.Y]).toEqual(Array.from(dev, (row) => row / 2));
  });

  it('divides a column that does not vary by 1, also where its mean is rounded', () => {
    const rows = Array.from({ length: 49 }, (_, row) => `0.1,${row},${row}.5`);
    const prepared = prepareData(importCsv(['a,b,y', ...rows].join('\n'), 'same.csv'), recipe);
    expect(prepared.deviation[0]).toBe(1);
    expect([...prepared.train.X].filter((_, at) => at % 2 === 0).every((value) => value === 0)).toBe(true);
  });

  it('fills missing values with the training mean', () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row % 3 === 0 ? '' : row},${row}.5`);
    const dataset = importCsv(['a,y', ...rows].join('\n'), 'holes.csv');
    const { train } = splitExamples(dataset, recipe);
    const known = [...train].filter((row) => row % 3 !== 0);
    const mean = known.reduce((sum, row) => sum + row, 0) / known.length;
    const standardised = prepareData(dataset, recipe);
    expect(standardised.mean[0]).toBeCloseTo(mean, 10);
    train.forEach((row, at) => {
      if (row % 3 === 0) expect(standardised.train.X[at]).toBe(0);
    });
    const plain = prepareData(dataset, { ...recipe, standardize: false });
    train.forEach((row, at) => expect(plain.train.X[at]).toBeCloseTo(row % 3 === 0 ? mean : row, 4));
    const numbers = [...plain.train.X, ...plain.dev.X, ...plain.test.X];
    expect(numbers.some(Number.isNaN)).toBe(false);
  });

  it('is left in its own units where the recipe does not standardise', () => {
    const prepared = prepareData(valuesOf(50), { ...recipe, standardize: false });
    expect([prepared.mean[0], prepared.deviation[0]]).toEqual([0, 1]);
    expect([...prepared.train.X]).toEqual([...splitExamples(valuesOf(50), recipe).train]);
  });

  it('has one-hot targets for many classes and 0 or 1 for two', () => {
    const many = prepareData(classesOf([10, 10, 10]), recipe);
    expect([many.inputs, many.outputs]).toEqual([1, 3]);
    const split = splitExamples(classesOf([10, 10, 10]), recipe);
    split.test.forEach((row, at) => {
      const expected = [0, 0, 0];
      expected[Math.floor(row / 10)] = 1;
      expect([...many.test.Y.subarray(3 * at, 3 * at + 3)]).toEqual(expected);
    });
    const two = prepareData(classesOf([10, 10]), recipe);
    expect(two.train.Y).toHaveLength(two.train.m);
    expect(new Set(two.train.Y)).toEqual(new Set([0, 1]));
  });

  it('crosses to another thread without a copy', async () => {
    const prepared = prepareData(classesOf([10, 10]), recipe);
    const { port1, port2 } = new MessageChannel();
    const received = new Promise<{ train: PreparedPart }>((resolve) => port2.once('message', resolve));
    port1.postMessage(prepared);
    const { train } = await received;
    port1.close();
    prepared.train.X[0] = 42;
    expect(train.X[0]).toBe(42);
    expect(train.m).toBe(prepared.train.m);
    expect(prepared.dev.X.buffer).toBe(prepared.train.X.buffer);
  });

  it('has empty parts where none is asked for', () => {
    const prepared = prepareData(valuesOf(5), { ...recipe, split: { dev: 0, test: 0 } });
    expect([prepared.train.m, prepared.dev.m, prepared.test.X.length]).toEqual([5, 0, 0]);
  });
});
