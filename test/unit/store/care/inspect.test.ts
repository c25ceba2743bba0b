import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Damage } from '#shared/contract/care.ts';
import { inspectStore } from '#main/store/care/inspect-store.ts';
import type { Checkpoint } from '#main/store/api.ts';
import { createSampleRun } from '../samples.ts';
import { makeStorePath, openTestStore } from '../temporary-folder.ts';

const run = { id: '1a2b3c4d', name: 'xor 4-1' };

function makeCheckpoint(step: number, kind: Checkpoint['kind']): Omit<Checkpoint, 'run'> {
  return {
    step,
    kind,
    epoch: 1,
    tensors: [
      { role: 'parameter', name: 'W1', shape: [1, 2], type: 'float32', bytes: new Uint8Array(8).fill(step) },
    ],
    sha256: 'c'.repeat(64),
    createdAt: 5,
    state: null,
  };
}

/** A run with a sealed chunk, newest rows, three checkpoints, hashes and a draft. */
function makeStore(): string {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { design, recipe } = createSampleRun(store);
  store.openSeries(run.id, 'step', ['batch.loss']);
  store.openSeries(run.id, 'evaluation', ['train.loss', 'train.accuracy']);
  const steps = Int32Array.from({ length: 1030 }, (_, i) => i + 1);
  store.appendRows(run.id, [
    { group: 'step', steps, values: Float32Array.from(steps, (step) => (step === 7 ? NaN : Math.cos(step))) },
    { group: 'evaluation', steps: Int32Array.of(0, 9), values: Float32Array.of(2, 0.5, 1, 0.75) },
  ]);
  store.saveCheckpoints(run.id, [
    makeCheckpoint(10, 'start'),
    makeCheckpoint(20, 'keyframe'),
    makeCheckpoint(30, 'keyframe'),
  ]);
  store.saveHashes(run.id, [
    { step: 0, moment: 'start', tensors: [{ name: 'W1', sha256: 'a' }] },
    { step: 9, moment: 'epoch', tensors: [{ name: 'W1', sha256: 'b' }] },
  ]);
  store.writeDraft({ data: 'xor', design, recipe });
  return file;
}

function damage(file: string, sql: string): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

test('a sound store is looked at place by place, and nothing is found', () => {
  const report = inspectStore(makeStore());
  expect(report).toMatchObject({ damaged: [], damages: 0 });
  expect(report.checked).toEqual({
    runs: 1,
    chunks: 1,
    rows: 72,
    checkpoints: 3,
    hashes: 2,
    datasets: 1,
    documents: 2,
  });
});

const spoilt = (id: string) => `(SELECT key FROM checkpoint WHERE step = ${id})`;
test.each<[string, string, Damage[]]>([
  [
    'a chunk',
    `UPDATE chunk SET "values" = zeroblob(length("values"))`,
    [{ kind: 'series', run, series: 'batch.loss', first: 1, last: 960 }],
  ],
  [
    'steps of a chunk',
    'UPDATE chunk SET last_step = 959',
    [{ kind: 'series', run, series: 'batch.loss', first: 1, last: 959 }],
  ],
  [
    'a new row',
    `UPDATE tail SET "values" = zeroblob(length("values")) WHERE row_group = 'evaluation' AND step = 0`,
    [{ kind: 'row', run, group: 'evaluation', step: 0 }],
  ],
  [
    'rows that are missing at the end',
    `DELETE FROM tail WHERE row_group = 'evaluation'`,
    [
      { kind: 'latest', run, series: 'train.accuracy' },
      { kind: 'latest', run, series: 'train.loss' },
    ],
  ],
  [
    'a best value',
    `UPDATE latest SET best = 0.5 WHERE series = 'train.accuracy'`,
    [{ kind: 'latest', run, series: 'train.accuracy' }],
  ],
  [
    'a checkpoint with an older one',
    `UPDATE checkpoint_tensor SET bytes = zeroblob(8) WHERE checkpoint = ${spoilt('30')}`,
    [{ kind: 'checkpoint', run, step: 30, use: 20 }],
  ],
  [
    'the oldest checkpoint',
    `UPDATE checkpoint SET sha256 = '' WHERE step = 10`,
    [{ kind: 'checkpoint', run, step: 10, use: 20 }],
  ],
  [
    'every checkpoint but the last',
    `UPDATE checkpoint SET epoch = 5 WHERE step < 30`,
    [
      { kind: 'checkpoint', run, step: 10, use: 30 },
      { kind: 'checkpoint', run, step: 20, use: 30 },
    ],
  ],
  [
    'hashes',
    `UPDATE parameter_hash SET tensors = '[]' WHERE step = 9`,
    [{ kind: 'hashes', run, step: 9, moment: 'epoch' }],
  ],
  [
    'a dataset',
    'UPDATE dataset SET Y = zeroblob(length(Y))',
    [{ kind: 'dataset', name: 'xor', hash: 'd'.repeat(64), runs: ['xor 4-1'] }],
  ],
  ['a draft', `UPDATE draft SET json = '{'`, [{ kind: 'draft' }]],
  [
    'a reference',
    `INSERT INTO tag VALUES (99, 0, 'x'), (99, 1, 'y')`,
    [{ kind: 'reference', table: 'tag', parent: 'run', rows: 2 }],
  ],
])('%s that is damaged is named by its place and nothing else is', (_, sql, expected) => {
  const file = makeStore();
  damage(file, sql);
  const { damaged, damages } = inspectStore(file);
  expect(damaged).toHaveLength(expected.length);
  expect(damaged).toEqual(expect.arrayContaining(expected));
  expect(damages).toBe(expected.length);
});

test('a run in the trash is looked at like any other', () => {
  const file = makeStore();
  damage(
    file,
    `UPDATE run SET status = 'finished', owner = NULL, trashed_at = 1, trashed_bytes = 1;
     UPDATE parameter_hash SET tensors = '[]' WHERE step = 9`,
  );
  expect(inspectStore(file)).toMatchObject({
    damaged: [{ kind: 'hashes', run, step: 9 }],
    checked: { runs: 1, chunks: 1, checkpoints: 3 },
  });
});

test('a recipe that was altered is named with the runs that use it', () => {
  const file = makeStore();
  damage(file, `UPDATE recipe SET json = json || ' '`);
  expect(inspectStore(file).damaged).toEqual([
    expect.objectContaining({ kind: 'document', document: 'recipe', runs: ['xor 4-1'] }),
  ]);
});

test('a design that is no JSON damages its runs, and the look goes on', () => {
  const file = makeStore();
  damage(file, `UPDATE design SET json = '{'; UPDATE dataset SET crc = 1`);
  expect(inspectStore(file).damaged.map(({ kind }) => kind)).toEqual(['run', 'dataset', 'document']);
});

test('an index that lacks a row is found by SQLite’s own check', () => {
  const file = makeStore();
  const db = new Database(file);
  db.unsafeMode();
  db.pragma('writable_schema = ON');
  db.exec(`UPDATE sqlite_schema SET sql = 'CREATE INDEX run_name ON run (engine)' WHERE name = 'run_name'`);
  db.close();
  expect(inspectStore(file).damaged).toEqual([
    expect.objectContaining({ kind: 'file', reason: expect.stringContaining('run_name') as string }),
  ]);
});

test('a report names the first two hundred places and counts the rest', () => {
  const file = makeStore();
  damage(
    file,
    `DELETE FROM parameter_hash;
     WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 249)
     INSERT INTO parameter_hash SELECT 1, i, 'epoch', '[]', '' FROM n`,
  );
  const { damaged, damages } = inspectStore(file);
  expect([damaged.length, damages]).toEqual([200, 250]);
});

test('what is told on the way never passes the end', () => {
  const told: { done: number; total: number }[] = [];
  inspectStore(makeStore(), (progress) => told.push(progress));
  expect(told.length).toBeGreaterThan(0);
  for (const { done, total } of told) expect(done).toBeLessThanOrEqual(total);
});
