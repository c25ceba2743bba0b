import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { latestOfRuns } from '#main/store/run-queries.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

test('runs are listed newest first with the last values of the series asked for, in that order', () => {
  const store = openTestStore();
  const append = (id: string, keys: string[], values: number[]) => {
    store.openSeries(id, 'step', keys);
    store.appendRows(id, [{ group: 'step', steps: Int32Array.of(1, 2), values: Float32Array.from(values) }]);
  };
  createSampleRun(store, { id: 'old', name: 'first', createdAt: 1 });
  createSampleRun(store, { id: 'new', name: 'second', createdAt: 2, status: 'queued' });
  createSampleRun(store, { id: 'newest', name: 'third', createdAt: 3 });
  append('old', ['batch.loss', 'dev.loss'], [4, 3, 2, 1.5]);
  append('new', ['dev.loss'], [0.5, NaN]);
  expect(store.listLatest(['dev.loss', 'batch.loss'])).toEqual([
    { id: 'newest', name: 'third', status: 'training', values: [null, null] },
    { id: 'new', name: 'second', status: 'queued', values: [null, null] },
    { id: 'old', name: 'first', status: 'training', values: [1.5, 2] },
  ]);
  expect(store.listLatest([])[0]).toEqual({ id: 'newest', name: 'third', status: 'training', values: [] });
});

test('the list with last values is answered from indexes, one step down for each value, and never sorted', () => {
  const file = makeStorePath();
  openTestStore(file);
  const db = new Database(file, { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  const plan = db
    .prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${latestOfRuns(2)}`)
    .all('dev.loss', 'batch.loss')
    .map(({ detail }) => detail);
  expect(plan).toEqual([
    'SCAN run USING INDEX run_newest',
    'SEARCH l0 USING PRIMARY KEY (run=? AND series=?) LEFT-JOIN',
    'SEARCH l1 USING PRIMARY KEY (run=? AND series=?) LEFT-JOIN',
  ]);
});
