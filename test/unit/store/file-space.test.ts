import { readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { StoreApi } from '#main/store/api.ts';
import { openBeside } from './open-beside.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';
import { createWholeRun, readEverything } from './whole-run.ts';

const large = 30_000;

/** A store as versions before the trash made it: its pages cannot be moved. */
function makeOldStore(): string {
  const file = makeStorePath();
  openTestStore(file).close();
  const db = new Database(file);
  db.pragma('auto_vacuum = NONE');
  db.exec('VACUUM');
  expect(db.pragma('auto_vacuum', { simple: true })).toBe(0);
  db.close();
  return file;
}

function giveAllBack(store: StoreApi): { answer: 'done' | 'waits'; calls: number } {
  for (let calls = 1; ; calls += 1) {
    const answer = store.giveSpaceBack();
    if (answer !== 'more') return { answer, calls };
  }
}

function deleteRuns(store: StoreApi, ...ids: string[]): void {
  store.trashRuns(ids);
  for (const id of ids) store.deleteTrashed(id);
}

test.each([
  ['a new store', makeStorePath],
  ['a store from before', makeOldStore],
])('%s gives to the disk at least what a deleted run held, and keeps the others', (_, makeFile) => {
  const file = makeFile();
  const store = openTestStore(file);
  createWholeRun(store, { id: 'gone' }, large);
  const kept = createWholeRun(store, { id: 'kept' }, large);
  const everything = readEverything(store, 'kept');
  const held = store.spaceOf(['gone']);
  const before = store.measureFile();
  deleteRuns(store, 'gone');
  expect(store.measureFile().unused).toBeGreaterThanOrEqual(held);
  expect(giveAllBack(store).answer).toBe('done');
  const after = store.measureFile();
  expect(after.unused).toBe(0);
  expect(before.bytes - after.bytes).toBeGreaterThanOrEqual(held);
  expect(statSync(file).size).toBe(after.bytes);
  expect(store.listRuns()).toEqual([kept]);
  expect(readEverything(store, 'kept')).toEqual(everything);
  expect(store.inspect().check).toBe('ok');
});

test('a new store gives a lot of space back in parts, between which others write', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const other = openTestStore(file);
  createWholeRun(store, { id: 'gone' }, 600_000);
  deleteRuns(store, 'gone');
  expect(store.giveSpaceBack()).toBe('more');
  const run = createWholeRun(other, { id: 'new' });
  expect(giveAllBack(store)).toMatchObject({ answer: 'done' });
  expect(store.listRuns()).toEqual([run]);
});

test('while a run is active a store from before waits, and a new one does not', () => {
  for (const [file, answer] of [
    [makeOldStore(), 'waits'],
    [makeStorePath(), 'done'],
  ] as const) {
    const store = openTestStore(file);
    createWholeRun(store, { id: 'gone' }, large);
    createSampleRun(store, { id: 'active' });
    deleteRuns(store, 'gone');
    expect(giveAllBack(store).answer).toBe(answer);
    store.updateRun('active', { status: 'finished', endedAt: 9 });
    expect(giveAllBack(store).answer).toBe('done');
    expect(store.measureFile().unused).toBe(0);
  }
});

test.each([
  ['a new store', makeStorePath],
  ['a store from before', makeOldStore],
])('%s that another program is writing to waits, and gives the space back later', (_, makeFile) => {
  const file = makeFile();
  const store = openTestStore(file);
  createWholeRun(store, { id: 'gone' }, large);
  deleteRuns(store, 'gone');
  const other = openBeside(file);
  other.exec('BEGIN IMMEDIATE');
  expect(store.giveSpaceBack()).toBe('waits');
  other.exec('ROLLBACK');
  expect(giveAllBack(store).answer).toBe('done');
  expect(store.measureFile().unused).toBe(0);
});

test('a reader beside the deletion keeps what it is reading, and the log is taken in once it has ended', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  createWholeRun(store, { id: 'gone' }, large);
  const reader = openBeside(file);
  reader.exec('BEGIN');
  const count = reader.prepare<[], number>('SELECT count(*) FROM chunk').pluck();
  const chunks = count.get();
  deleteRuns(store, 'gone');
  expect(giveAllBack(store).answer).toBe('done');
  expect(count.get()).toBe(chunks);
  reader.exec('COMMIT');
  expect(count.get()).toBe(0);
  store.measureFile();
  expect(readFileSync(`${file}-wal`)).toHaveLength(0);
});

test('a process that looks at a new store meanwhile never finds a file without tables', () => {
  const file = makeStorePath();
  openTestStore(file);
  expect(openBeside(file).pragma('auto_vacuum', { simple: true })).toBe(2);
});
