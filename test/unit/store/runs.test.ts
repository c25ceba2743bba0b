import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import { newestRuns, oneRun, runsCalled } from '#main/store/run-queries.ts';
import { createSampleRun, makeDataset, makeRun, owner } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

test('a run is read back as it was written, every field', () => {
  const store = openTestStore();
  const run = createSampleRun(store, {
    train: { loss: 0.25, accuracy: 0.875 },
    dev: { loss: null, accuracy: null },
    test: { loss: 0.5 },
    weightsSha256: 'f'.repeat(64),
    failure: { message: 'dW2 of layer 2 is no longer finite', layer: 2, tensor: 'dW2', step: 31 },
  });
  expect(store.findRun(run.id)).toEqual(run);
  expect(store.listRuns()).toEqual([run]);
});

test('the score of a regression is read back as r²', () => {
  const store = openTestStore();
  const run = createSampleRun(store, { train: { loss: 0.1, r2: 0.97 } });
  expect(store.findRun(run.id).train).toEqual({ loss: 0.1, r2: 0.97 });
});

test('runs are listed newest first, and of the same moment the last one made first', () => {
  const store = openTestStore();
  createSampleRun(store, { id: 'old', createdAt: 1000 });
  createSampleRun(store, { id: 'new', createdAt: 3000 });
  createSampleRun(store, { id: 'middle-1', createdAt: 2000 });
  createSampleRun(store, { id: 'middle-2', createdAt: 2000 });
  expect(store.listRuns().map((run) => run.id)).toEqual(['new', 'middle-2', 'middle-1', 'old']);
});

test('runs of the same design and recipe share one row of each, and another name is another design', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { design } = createSampleRun(store, { id: 'a' });
  createSampleRun(store, { id: 'b' });
  createSampleRun(store, { id: 'c', design: { ...design, name: 'renamed' } });
  const db = new Database(file, { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  expect(db.prepare('SELECT count(*) FROM design').pluck().get()).toBe(2);
  expect(db.prepare('SELECT count(*) FROM recipe').pluck().get()).toBe(1);
  expect(store.findRun('b').design.name).toBe('small');
  expect(store.findRun('c').design.name).toBe('renamed');
});

test('a run that cannot be written leaves nothing behind', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  expect(() => store.createRun(makeRun(), owner)).toThrow(/FOREIGN KEY/);
  const db = new Database(file, { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  const rows = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect(['run', 'design', 'recipe', 'tag', 'owner'].map(rows)).toEqual([0, 0, 0, 0, 0]);
});

test('an id that is taken is refused and the first run stays', () => {
  const store = openTestStore();
  createSampleRun(store, { name: 'first' });
  expect(() => store.createRun(makeRun({ name: 'second' }), owner)).toThrow(/UNIQUE/);
  expect(store.listRuns().map((run) => run.name)).toEqual(['first']);
});

test('a change replaces the fields it names, keeps the others and returns the run', () => {
  const store = openTestStore();
  const run = createSampleRun(store);
  const change = {
    epoch: 3,
    step: 12,
    seconds: 0.5,
    train: { loss: 0.2, accuracy: 1 },
    tags: ['b', 'a', 'b'],
  };
  const changed: Run = { ...run, ...change, tags: ['b', 'a'] };
  expect(store.updateRun(run.id, change)).toEqual(changed);
  expect(store.findRun(run.id)).toEqual(changed);
});

test('a loss that is not finite is kept as "no number"', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  expect(store.updateRun(id, { train: { loss: Infinity, accuracy: NaN } }).train).toEqual({
    loss: null,
    accuracy: null,
  });
});

test('a run that has ended takes a new name and tags', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.updateRun(id, { status: 'finished', endedAt: 2 });
  expect(store.updateRun(id, { name: 'kept', tags: [] })).toMatchObject({
    name: 'kept',
    tags: [],
    status: 'finished',
  });
});

test.each(['finished', 'stopped', 'interrupted', 'diverged', 'failed'] as const)(
  'a run that is %s accepts no other change, no row, no series and no checkpoint',
  (status) => {
    const store = openTestStore();
    const { id } = createSampleRun(store);
    store.openSeries(id, 'step', ['train.loss']);
    const ended = store.updateRun(id, { status, endedAt: 2 });
    const row = { group: 'step' as const, steps: Int32Array.of(1), values: Float32Array.of(1) };
    const checkpoint = {
      ...{ kind: 'end' as const, step: 1, epoch: 1, tensors: [], sha256: '', createdAt: 1 },
      state: null,
    };
    expect(() => store.updateRun(id, { name: 'x', epoch: 4 })).toThrow(/epoch never change again/);
    expect(() => store.updateRun(id, { status: 'training' })).toThrow(/never change again/);
    expect(() => store.appendRows(id, [row])).toThrow(/never changes again/);
    expect(() => store.openSeries(id, 'evaluation', ['dev.loss'])).toThrow(/never changes again/);
    expect(() => store.saveCheckpoints(id, [checkpoint])).toThrow(/never changes again/);
    expect(store.findRun(id)).toEqual(ended);
    expect(store.readSeries(id, 'train.loss').steps).toHaveLength(0);
  },
);

test('a change of an unknown run is refused by name', () => {
  expect(() => openTestStore().updateRun('nobody', { name: 'x' })).toThrow(
    expect.objectContaining({ code: 'run.unknown', params: { run: 'nobody' } }),
  );
});

test('a run is found by its id, the start of its id and its name', () => {
  const store = openTestStore();
  createSampleRun(store, { id: 'abc123', name: 'wide net' });
  createSampleRun(store, { id: 'abd456', name: 'deep net' });
  expect(['abc123', 'abc', 'abd4', 'wide net', 'deep net'].map((ref) => store.findRun(ref).id)).toEqual([
    'abc123',
    'abc123',
    'abd456',
    'abc123',
    'abd456',
  ]);
});

test('a whole id wins over longer ids and over names', () => {
  const store = openTestStore();
  createSampleRun(store, { id: 'abc', name: 'first' });
  createSampleRun(store, { id: 'abcd', name: 'abc' });
  expect(store.findRun('abc').name).toBe('first');
});

test('one run whose id and name both fit is not ambiguous', () => {
  const store = openTestStore();
  createSampleRun(store, { id: 'moons-1', name: 'moons' });
  expect(store.findRun('moons').id).toBe('moons-1');
});

test('a reference that fits several runs is refused with up to five of their ids', () => {
  const store = openTestStore();
  createSampleRun(store, { id: 'a1', name: 'same' });
  createSampleRun(store, { id: 'b1', name: 'same' });
  expect(() => store.findRun('same')).toThrow(
    expect.objectContaining({ code: 'run.ambiguous', params: { run: 'same', matches: 'a1, b1' } }),
  );
  for (const n of [2, 3, 4, 5, 6]) createSampleRun(store, { id: `a${n}` });
  expect(() => store.findRun('a')).toThrow(
    expect.objectContaining({ params: { run: 'a', matches: 'a1, a2, a3, a4, a5, …' } }),
  );
});

test.each(['', 'zzz', '%', '_', 'A1', 'a\u{10ffff}'])(
  'the reference "%s" that fits no run is refused',
  (ref) => {
    const store = openTestStore();
    createSampleRun(store, { id: 'a1' });
    expect(() => store.findRun(ref)).toThrow(expect.objectContaining({ code: 'run.unknown' }));
  },
);

test('10,000 runs are listed whole', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  createSampleRun(store, { id: 'r0' });
  const db = new Database(file);
  onTestFinished(() => {
    db.close();
  });
  const copied = [
    'name',
    'status',
    'design',
    'design_hash',
    'recipe',
    'dataset_hash',
    'dataset_source',
    'dataset_name',
    'task_kind',
    'inputs',
    'outputs',
    'train_examples',
    'dev_examples',
    'test_examples',
    'L',
    'parameters',
    'engine',
    'epoch',
    'step',
    'total_steps',
    'seconds',
  ].join(', ');
  db.exec(`WITH RECURSIVE count (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM count WHERE i < 9999)
    INSERT INTO run (id, created_at, ${copied}) SELECT 'r' || i, created_at + i, ${copied} FROM run, count WHERE id = 'r0'`);
  const runs = store.listRuns();
  expect(runs).toHaveLength(10_000);
  expect(runs[0]).toMatchObject({ id: 'r9999', tags: [], design: makeRun().design });
  expect(runs.at(-1)).toMatchObject({ id: 'r0', tags: ['best', 'course'] });
});

test.each([
  ['the list of runs', newestRuns, 'SCAN run USING INDEX run_newest'],
  ['one run', oneRun, 'SEARCH run USING INDEX sqlite_autoindex_run_1 (id=?)'],
  ['the start of an id', runsCalled, 'SEARCH run USING INDEX sqlite_autoindex_run_1 (id>? AND id<?)'],
  ['a name', runsCalled, 'SEARCH run USING INDEX run_name (name=?)'],
])('%s is answered from an index and never sorted', (_, query, step) => {
  const file = makeStorePath();
  openTestStore(file);
  const db = new Database(file, { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  const parameters = query.includes('@')
    ? [{ ref: 'a', end: 'b', most: 6 }]
    : query.includes('?')
      ? ['a']
      : [];
  const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all(...parameters);
  expect(plan.map(({ detail }) => detail)).toContain(step);
  expect(
    plan.map(({ detail }) => detail).filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY')),
  ).toEqual([]);
});

test('examples are kept once and a run keeps the data name it was started with', () => {
  const store = openTestStore();
  const run = createSampleRun(store);
  store.putDataset(makeDataset({ origin: 'imported', name: 'mine.csv', source: 'dataset:dddd' }));
  expect(store.findRun(run.id).dataset).toEqual({ source: 'xor', name: 'xor', hash: 'd'.repeat(64) });
  expect(store.listDatasets().map(({ name }) => name)).toEqual(['mine.csv']);
});

test('how a run is computed is written while it is active, and never after', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  const execution = { threads: 2, simd: '256', tile: '4x16', node: 'v24.1.0', v8: '13.6' } as const;
  expect(store.updateRun(id, { execution }).execution).toEqual(execution);
  store.updateRun(id, { status: 'finished', endedAt: 2 });
  expect(() => store.updateRun(id, { execution: null })).toThrow(/never change again/);
});

test('the hashes of a design and a recipe are those of the run until someone alters them', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id, recipeHash } = createSampleRun(store);
  const { design, recipe } = store.currentHashes(id);
  expect(recipe).toBe(recipeHash);
  const db = new Database(file);
  db.exec(`UPDATE design SET json = replace(json, 'tanh', 'relu')`);
  db.close();
  expect(store.currentHashes(id).design).not.toBe(design);
  expect(store.currentHashes(id).recipe).toBe(recipe);
  expect(() => store.currentHashes('nobody')).toThrow(expect.objectContaining({ code: 'run.unknown' }));
});
