import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runTables } from '#main/store/deletion.ts';
import { makeDataset } from './samples.ts';
import { openBeside } from './open-beside.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';
import { createWholeRun, readEverything } from './whole-run.ts';

/** Rows of every table of a store, by table. */
function countRows(file: string): Record<string, number> {
  const db = openBeside(file);
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all();
  return Object.fromEntries(
    tables.map((table) => [
      table,
      db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0,
    ]),
  );
}

test('a deleted run leaves no row behind in any table', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const empty = countRows(file);
  createWholeRun(store);
  const before = countRows(file);
  for (const table of [...runTables, 'checkpoint_tensor', 'run', 'design', 'recipe', 'dataset'])
    expect(before[table], table).toBeGreaterThan(0);
  store.trashRuns(['1a2b3c4d']);
  expect(store.deleteTrashed('1a2b3c4d')).toBe(true);
  // The process that trained it is still there.
  expect(countRows(file)).toEqual({ ...empty, owner: 1 });
  expect(() => store.findRun('1a2b3c4d')).toThrow(expect.objectContaining({ code: 'run.unknown' }));
});

test('every table that names a run is among those that are cleared', () => {
  const file = makeStorePath();
  openTestStore(file);
  const naming = openBeside(file)
    .prepare<[], string>(
      `SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.name = 'run'`,
    )
    .pluck()
    .all();
  expect(naming.toSorted()).toEqual([...runTables].sort());
});

test('what another run uses stays, and that run is untouched', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'gone' });
  const kept = createWholeRun(store, { id: 'kept' });
  const before = readEverything(store, 'kept');
  store.trashRuns(['gone']);
  store.deleteTrashed('gone');
  expect(store.listRuns()).toEqual([kept]);
  expect(readEverything(store, 'kept')).toEqual(before);
  expect(store.readDataset(kept.dataset.hash)).toEqual(makeDataset());
});

test('what a run in the trash uses stays for as long as it can be restored', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'gone' });
  const kept = createWholeRun(store, { id: 'kept' });
  store.trashRuns(['gone', 'kept']);
  store.deleteTrashed('gone');
  expect(store.restoreRuns(['kept'])).toEqual([kept]);
  expect(store.readDataset(kept.dataset.hash)).toEqual(makeDataset());
});

test.each([
  ['imported', 'stays'],
  ['generated', 'goes'],
  ['bundled', 'goes'],
] as const)('%s data that no run uses any more %s', (origin, fate) => {
  const store = openTestStore();
  store.putDataset(makeDataset({ origin }));
  createWholeRun(store);
  store.trashRuns(['1a2b3c4d']);
  store.deleteTrashed('1a2b3c4d');
  expect(store.readDataset(makeDataset().hash) === null).toBe(fate === 'goes');
});

test('a run that is not in the trash is never deleted, also when it was restored in between', () => {
  const store = openTestStore();
  const run = createWholeRun(store);
  expect(store.deleteTrashed(run.id)).toBe(false);
  store.trashRuns([run.id]);
  store.restoreRuns([run.id]);
  expect(store.deleteTrashed(run.id)).toBe(false);
  expect(store.deleteTrashed('nobody')).toBe(false);
  expect(store.listRuns()).toEqual([run]);
});

test('a new run after a deletion has nothing of the old one', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'old', tags: ['old'] });
  store.trashRuns(['old']);
  store.deleteTrashed('old');
  const run = createWholeRun(store, { id: 'new', tags: [] }, 10);
  expect(store.listRuns()).toEqual([run]);
  expect(store.readSeries('new', 'batch.loss').steps).toHaveLength(10);
});

test('a run is written together with its data, which nothing can delete in between', () => {
  const store = openTestStore();
  const run = createWholeRun(store, { id: 'first' });
  store.trashRuns(['first']);
  store.deleteTrashed('first');
  expect(store.readDataset(run.dataset.hash)).toBe(null);
  const owner = { id: 'o', pid: process.pid, hostname: 'here' };
  store.createRun({ ...run, id: 'second' }, owner, undefined, makeDataset());
  expect(store.readDataset(run.dataset.hash)).toEqual(makeDataset());
});

test('the space of runs is what they recorded, and the data that nobody else uses', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'a' }, 100);
  createWholeRun(store, { id: 'b' }, 100);
  const hashes = JSON.stringify([['W1', 'a'.repeat(64)]]).length;
  const each = 100 * 2 * 4 + 4000 + hashes;
  const data = (8 + 4) * 4;
  expect(store.spaceOf(['a'])).toBe(each);
  expect(store.spaceOf(['a', 'a', 'nobody'])).toBe(each);
  expect(store.spaceOf(['a', 'b'])).toBe(2 * each + data);
  store.putDataset(makeDataset({ origin: 'imported' }));
  expect(store.spaceOf(['a', 'b'])).toBe(2 * each);
  expect(store.spaceOf([])).toBe(0);
});

/** Every statement of the store that takes rows away, and why it may. */
const allowed: Record<string, string[]> = {
  // The one place that deletes runs, from the trash alone.
  'deletion.ts': [
    'DELETE FROM ${table}',
    'DELETE FROM run',
    'DELETE FROM design',
    'DELETE FROM recipe',
    'DELETE FROM dataset',
  ],
  // The process is gone; its runs were interrupted just before, and none refers to it any more.
  'owners.ts': ['DELETE FROM owner'],
  // Tags are labels that a person replaces.
  'tags.ts': ['DELETE FROM tag'],
  // The rows have just been sealed into chunks, in the same transaction.
  'tail.ts': ['DELETE FROM tail'],
  // A better `best`, a newer place to go on from, or the same place again: the one before is let go.
  'checkpoints.ts': ['DELETE FROM checkpoint', 'DELETE FROM checkpoint'],
  // A dataset whose examples were elsewhere: they have come, and it is written again with them.
  'datasets.ts': ['DELETE FROM dataset'],
  // A dataset that no run has goes because a person says so, and tables that no dataset was made of go with it.
  'source-tables.ts': ['DELETE FROM dataset', 'DELETE FROM source_table'],
  // A run goes on: its end is no longer one, and becomes a place on the way.
  'revival.ts': ['DELETE FROM checkpoint', 'DELETE FROM parameter_hash'],
};

test('nothing else in the store takes rows away', () => {
  const folder = path.join(import.meta.dirname, '../../../src-main/store');
  const found = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name): [string, string[]] => {
      const code = readFileSync(path.join(folder, name), 'utf8').replace(/\s+/g, ' ');
      const taking = /\b(?:DELETE FROM|DROP TABLE|DROP COLUMN|REPLACE INTO|OR REPLACE) [\w${}"]+/gi;
      return [name, code.match(taking) ?? []];
    })
    .filter(([, statements]) => statements.length > 0);
  expect(Object.fromEntries(found)).toEqual(allowed);
});
