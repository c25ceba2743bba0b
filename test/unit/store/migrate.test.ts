import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { backUp } from '#main/store/backup.ts';
import { migrations } from '#main/store/migrations/list.ts';
import type { Migration } from '#main/store/migrations/migration.ts';
import { openDatabase } from '#main/store/open.ts';
import { openStore } from '#main/store/store.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath } from './temporary-folder.ts';

const newest = migrations.at(-1)?.schema ?? 0;

const addNotes: Migration = {
  schema: newest + 10,
  migrate: (db) =>
    db.exec(`CREATE TABLE note (run INTEGER NOT NULL REFERENCES run (key), text TEXT NOT NULL) STRICT;
    INSERT INTO note SELECT key, name FROM run;`),
};
const breakHalfway: Migration = {
  schema: newest + 20,
  migrate: (db) => db.exec('DELETE FROM tag; INSERT INTO nowhere VALUES (1);'),
};

const listUpTo = (most: number) => migrations.filter(({ schema }) => schema <= most);

/** One run as the first schema kept it. */
const firstRun = `
  INSERT INTO design VALUES ('d', '{}');
  INSERT INTO recipe VALUES ('r', '{}');
  INSERT INTO dataset VALUES ('x', 'xor', 'xor', 'generated', 'binary', 2, 1, 0, '[]', '', '[]', '[]', 0, 0, x'', x'');
  INSERT INTO run (id, name, status, created_at, design, design_hash, recipe, dataset_hash, dataset_source,
    dataset_name, task_kind, inputs, outputs, L, parameters, train_examples, dev_examples, test_examples, engine,
    epoch, step, total_steps, seconds)
  VALUES ('first', 'xor 2-1', 'finished', 0, 'd', 'd', 'r', 'x', 'xor', 'xor', 'binary', 2, 1, 1, 3, 4, 0, 0,
    'wasm-simd@1', 1, 1, 1, 0.5);
`;

function open(file: string, list: readonly Migration[]): Database.Database {
  const db = openDatabase(file, list);
  onTestFinished(() => {
    db.close();
  });
  return db;
}

function makeStoreWithRun(): string {
  const file = makeStorePath();
  const store = openStore(file, { now: () => 0 });
  createSampleRun(store);
  store.close();
  return file;
}

test('the numbers of the migrations rise by tens', () => {
  const schemas = migrations.map(({ schema }) => schema);
  expect(schemas).toEqual([...new Set(schemas)].toSorted((a, b) => a - b));
  expect(schemas.filter((schema) => schema % 10 !== 0)).toEqual([]);
});

test('10: a file before the first tables gets them, empty', () => {
  const file = makeStorePath();
  writeFileSync(file, '');
  const db = open(file, migrations.slice(0, 1));
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  expect(tables).toEqual(
    'checkpoint checkpoint_tensor chunk dataset design draft latest owner recipe run series tag tail'.split(
      ' ',
    ),
  );
  expect(db.prepare('SELECT count(*) FROM run').pluck().get()).toBe(0);
});

test('20: a run of the first schema keeps every field, and has no hashes, manifest or execution', () => {
  const file = makeStorePath();
  const before = openDatabase(file, migrations.slice(0, 1));
  before.exec(firstRun);
  before.close();
  const db = open(file, migrations.slice(0, 2));
  expect(db.prepare('SELECT id, engine, manifest_hash, execution FROM run').get()).toEqual({
    id: 'first',
    engine: 'wasm-simd@1',
    manifest_hash: null,
    execution: null,
  });
  expect(db.prepare('SELECT count(*) FROM parameter_hash').pluck().get()).toBe(0);
  expect(() => db.exec(`INSERT INTO parameter_hash VALUES (1, 0, 'noon', '[]', '')`)).toThrow(/CHECK/);
  expect(() => db.exec(`INSERT INTO parameter_hash VALUES (9, 0, 'start', '[]', '')`)).toThrow(/FOREIGN KEY/);
});

test('30: series keep their groups, rows and latest values, and layers may have a group of their own', () => {
  const file = makeStorePath();
  const before = openDatabase(file, migrations.slice(0, 2));
  before.exec(`${firstRun}
    INSERT INTO series VALUES (1, 'batch.loss', 'step', 0), (1, 'train.loss', 'evaluation', 0);
    INSERT INTO chunk VALUES (1, 'batch.loss', 1, 1, 1, 0, 0, 0, 0, NULL, x'00000000', 0);
    INSERT INTO latest VALUES (1, 'train.loss', 1, 0.5, 0.5);
  `);
  before.close();
  const db = open(file, migrations.slice(0, 3));
  expect(db.prepare('SELECT key, row_group FROM series ORDER BY key').raw().all()).toEqual([
    ['batch.loss', 'step'],
    ['train.loss', 'evaluation'],
  ]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.prepare('SELECT count(*) FROM chunk JOIN series ON series = key').pluck().get()).toBe(1);
  db.exec(`INSERT INTO series VALUES (1, 'norm.W[1]', 'layer', 0)`);
  expect(() => db.exec(`INSERT INTO series VALUES (1, 'x', 'noon', 0)`)).toThrow(/CHECK/);
  expect(() => db.exec(`INSERT INTO latest VALUES (1, 'y', 1, 0, 0)`)).toThrow(/FOREIGN KEY/);
  expect(db.prepare('SELECT best_epoch FROM run').pluck().get()).toBe(null);
});

test('40: the last parameters of a run become an end that is read as before, and cannot be gone on from', () => {
  const file = makeStorePath();
  const before = openDatabase(file, migrations.slice(0, 3));
  const bytes = Buffer.of(0, 0, 128, 63);
  const seal = createHash('sha256')
    .update(`${JSON.stringify([7, 1, 'w', 5])}\n${JSON.stringify(['W1', [1, 1], 'float32', 4])}\n`)
    .update(bytes)
    .digest('hex');
  before.exec(firstRun);
  before.prepare(`INSERT INTO checkpoint VALUES (1, 7, 1, 'w', 5, ?)`).run(seal);
  before.prepare(`INSERT INTO checkpoint_tensor VALUES (1, 7, 0, 'W1', '[1,1]', 'float32', ?)`).run(bytes);
  before.close();
  const store = openStore(file, { now: () => 0 });
  onTestFinished(() => store.close());
  expect(store.readCheckpoint('first')).toEqual({
    ...{ run: 'first', kind: 'end', step: 7, epoch: 1, sha256: 'w', createdAt: 5, state: null },
    tensors: [
      { name: 'W1', role: 'parameter', shape: [1, 1], type: 'float32', bytes: new Uint8Array(bytes) },
    ],
  });
  expect(store.readWholeCheckpoint('first')).toBeNull();
  expect(store.listCheckpoints('first')).toMatchObject([{ kind: 'end', bytes: 4, isWhole: false }]);
});

test('60: no run is in the trash, and runs are found by design, recipe and data without a scan', () => {
  const file = makeStorePath();
  const before = openDatabase(file, listUpTo(50));
  before.exec(firstRun);
  before.close();
  const db = open(file, listUpTo(60));
  expect(db.prepare('SELECT id, trashed_at, trashed_bytes FROM run').all()).toEqual([
    { id: 'first', trashed_at: null, trashed_bytes: null },
  ]);
  for (const column of ['design', 'recipe', 'dataset_hash']) {
    const plan = db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT 1 FROM run WHERE ${column} = 'x'`)
      .all();
    expect(plan.map(({ detail }) => detail).join()).toContain('USING COVERING INDEX run_');
  }
});

test('a store of the version before keeps its rows and steps to the next', () => {
  const db = open(makeStoreWithRun(), [...migrations, addNotes]);
  expect(db.pragma('user_version', { simple: true })).toBe(newest + 10);
  expect(db.prepare('SELECT text FROM note').pluck().all()).toEqual(['xor 4-1']);
});

test('before it steps a backup of the old version is made that holds every row', () => {
  const file = makeStoreWithRun();
  open(file, [...migrations, addNotes]);
  const backup = new Database(`${file}.schema-${newest}.backup`, { readonly: true });
  onTestFinished(() => {
    backup.close();
  });
  expect(backup.pragma('user_version', { simple: true })).toBe(newest);
  expect(backup.prepare('SELECT id FROM run').pluck().all()).toEqual(['1a2b3c4d']);
  expect(existsSync(`${file}.schema-${newest}.backup.part`)).toBe(false);
});

test('a backup can itself be opened as a store', () => {
  const file = makeStoreWithRun();
  open(file, [...migrations, addNotes]);
  const store = openStore(`${file}.schema-${newest}.backup`, { now: () => 0 });
  onTestFinished(() => store.close());
  expect(store.listRuns().map((run) => run.id)).toEqual(['1a2b3c4d']);
});

test('a migration that fails leaves the store at the version and rows that it had', () => {
  const file = makeStoreWithRun();
  expect(() => openDatabase(file, [...migrations, addNotes, breakHalfway])).toThrow(
    expect.objectContaining({ code: 'store.unreadable' }),
  );
  const db = open(file, migrations);
  expect(db.pragma('user_version', { simple: true })).toBe(newest);
  expect(db.prepare('SELECT count(*) FROM tag').pluck().get()).toBe(2);
});

test('a store that is at the newest version is opened without a backup', () => {
  const file = makeStoreWithRun();
  open(file, migrations);
  expect(readdirSync(dirname(file)).filter((name) => name.includes('backup'))).toEqual([]);
});

test('a backup that cannot be made is refused by name and leaves no half of a file', () => {
  const file = makeStoreWithRun();
  expect(() => backUp(file, 999)).toThrow(
    expect.objectContaining({
      code: 'store.unreadable',
      message: expect.stringContaining('no backup') as string,
    }),
  );
  expect(readdirSync(dirname(file)).filter((name) => name.includes('backup'))).toEqual([]);
});
