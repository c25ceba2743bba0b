import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Preparation } from '#shared/contract/preparation.ts';
import type { Dataset } from '#main/datasets/dataset.ts';
import { prepareTable } from '#main/datasets/preparation/prepare-table.ts';
import { packTable, unpackTable } from '#main/datasets/table/pack-table.ts';
import type { Table } from '#main/datasets/table/table.ts';
import { inspectStore } from '#main/store/care/inspect-store.ts';
import { createSampleRun, makeRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

const table: Table = {
  name: 'plants',
  rows: 4,
  columns: [
    { kind: 'number', name: 'day', values: Float64Array.of(0.1, NaN, 3, 4), isDate: true },
    { kind: 'category', name: 'kind', codes: Int32Array.of(0, 1, 0, -1), categories: ['ä', 'b'] },
    { kind: 'block', name: 'image', shape: [1, 2], values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    { kind: 'block', name: 'vector', shape: [2], values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 0.5) },
    { kind: 'number', name: 'size', values: Float64Array.of(1, 2, 3, 4.5) },
  ],
  lines: Uint32Array.of(2, 3, 4, 7),
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', decimal: '.', header: true },
};
const packed = packTable({ table, fileName: 'plants.csv', format: 'CSV' });

function prepare(choices: Preparation = {}): { dataset: Dataset; preparation: Preparation } {
  return prepareTable({ table, file: 'plants.csv' }, choices);
}

test('a table is unpacked as it was packed', () => {
  expect(unpackTable(packed)).toEqual({ table, fileName: 'plants.csv', format: 'CSV' });
  expect(packTable({ table, fileName: 'plants.csv', format: 'CSV' }).hash).toBe(packed.hash);
});

test('a dataset is read back with its treatment, and what it was made of gives it again', () => {
  const store = openTestStore();
  const { dataset, preparation } = prepare({ scaling: 'minMax', split: { kind: 'group', column: 'kind' } });
  store.putPrepared(dataset, packed, preparation);
  expect(store.readDataset(dataset.hash)).toEqual(dataset);
  const source = store.readSourceTable(dataset.hash);
  expect(source?.preparation).toEqual(preparation);
  const read = unpackTable(source?.table ?? packed);
  const again = prepareTable({ table: read.table, file: read.fileName }, source?.preparation);
  expect(again.dataset.hash).toBe(dataset.hash);
});

test('a table is kept once for all datasets that were made of it, and goes with the last', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const [all, fewer] = [prepare(), prepare({ out: ['kind'] })];
  store.putPrepared(all.dataset, packed, all.preparation);
  store.putPrepared(fewer.dataset, packed, fewer.preparation);
  expect(count(file, 'source_table')).toBe(1);
  store.removeDataset(all.dataset.hash);
  expect(store.readSourceTable(fewer.dataset.hash)?.table.hash).toBe(packed.hash);
  store.removeDataset(fewer.dataset.hash);
  expect([count(file, 'dataset'), count(file, 'source_table'), count(file, 'source_column')]).toEqual([
    0, 0, 0,
  ]);
  expect(store.readSourceTable(all.dataset.hash)).toBeNull();
});

test('a dataset that a run has is not deleted, nor one that a run in the trash has', () => {
  const store = openTestStore();
  const { dataset, preparation } = prepare();
  store.putPrepared(dataset, packed, preparation);
  const { source, name, hash } = dataset;
  createSampleRun(store, { ...makeRun(), status: 'finished', dataset: { source, name, hash } });
  const refusal = expect.objectContaining({
    code: 'data.inUse',
    message: 'plants: 1 run needs this dataset (xor 4-1); delete them for good first, also from the trash.',
  }) as Error;
  expect(() => store.removeDataset(hash)).toThrow(refusal);
  store.trashRuns(['1a2b3c4d']);
  expect(() => store.removeDataset(hash)).toThrow(refusal);
  store.deleteTrashed('1a2b3c4d');
  store.removeDataset(hash);
  expect(() => store.removeDataset(hash)).toThrow(expect.objectContaining({ code: 'data.notInStore' }));
});

test('a damaged table is refused and found, while its dataset can still be trained on', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { dataset, preparation } = prepare();
  store.putPrepared(dataset, packed, preparation);
  const db = new Database(file);
  db.exec('UPDATE source_column SET bytes = zeroblob(length(bytes)) WHERE position = 1');
  db.close();
  expect(() => store.readSourceTable(dataset.hash)).toThrow('the table of the dataset plants');
  expect(store.readDataset(dataset.hash)?.hash).toBe(dataset.hash);
  expect(inspectStore(file).damaged).toEqual([
    { kind: 'dataset', name: 'plants', hash: dataset.hash, runs: [] },
  ]);
});

function count(file: string, table: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  } finally {
    db.close();
  }
}
