import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { makeDataset } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

test('a dataset is read back bit for bit, missing fields included', () => {
  const store = openTestStore();
  const dataset = makeDataset();
  store.putDataset(dataset);
  expect(store.readDataset(dataset.hash)).toEqual(dataset);
});

test('a dataset on memory that threads share is kept too', () => {
  const store = openTestStore();
  const X = new Float32Array(new SharedArrayBuffer(32));
  X.set([1, 2, 3, 4, 5, 6, 7, 8]);
  store.putDataset(makeDataset({ X }));
  expect(store.readDataset('d'.repeat(64))?.X).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8));
});

test('a hash that nobody put gives null', () => {
  expect(openTestStore().readDataset('e'.repeat(64))).toBeNull();
});

test('only imported datasets are listed, newest first and without their examples', () => {
  let time = 0;
  const store = openTestStore(makeStorePath(), () => ++time);
  store.putDataset(makeDataset());
  for (const name of ['one.csv', 'two.csv'])
    store.putDataset(makeDataset({ hash: name, name, origin: 'imported', source: `dataset:${name}` }));
  const {
    X: _X,
    Y: _Y,
    ...two
  } = makeDataset({
    hash: 'two.csv',
    name: 'two.csv',
    origin: 'imported',
    source: 'dataset:two.csv',
  });
  expect(store.listDatasets().map(({ name }) => name)).toEqual(['two.csv', 'one.csv']);
  expect(store.listDatasets()[0]).toEqual(two);
});

test('damaged examples are refused by the name of their dataset', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  store.putDataset(makeDataset());
  const db = new Database(file);
  db.exec('UPDATE dataset SET Y = zeroblob(16)');
  db.close();
  expect(() => store.readDataset('d'.repeat(64))).toThrow(
    expect.objectContaining({
      code: 'store.damaged',
      message: expect.stringContaining('dataset xor') as string,
    }),
  );
});

test('a damaged dataset can be read as it is, to say how it differs', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  store.putDataset(makeDataset());
  const db = new Database(file);
  db.exec('UPDATE dataset SET Y = zeroblob(16)');
  db.close();
  expect(store.readDatasetUnchecked('d'.repeat(64))?.Y).toEqual(new Float32Array(4));
  expect(store.readDatasetUnchecked('e'.repeat(64))).toBeNull();
});
