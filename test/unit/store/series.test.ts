import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { SeriesRows, StoreApi } from '#main/store/api.ts';
import { chunksOfSeries, tailBlocks, tailBytes } from '#main/store/series-queries.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

const keys = ['train.loss', 'grad.norm.dW[1]'];

/** Steps `from` … `to` of two series; both values follow from the step. */
function makeRows(from: number, to: number): SeriesRows {
  const steps = Int32Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return {
    group: 'step',
    steps,
    values: Float32Array.from([...steps].flatMap((step) => [step * 0.5, -step])),
  };
}

function start(): { store: StoreApi; id: string; db: Database.Database } {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  store.openSeries(id, 'step', keys);
  const db = new Database(file);
  onTestFinished(() => {
    db.close();
  });
  return { store, id, db };
}

function readPoints(store: StoreApi, id: string, key: string): { step: number[]; value: number[] } {
  const { steps, values } = store.readSeries(id, key);
  return { step: [...steps], value: [...values] };
}

function countRows(db: Database.Database): { chunks: number; tail: number } {
  const count = (query: string) => db.prepare<[], number>(query).pluck().get() ?? -1;
  return {
    chunks: count(`SELECT count(*) FROM chunk WHERE series = 'train.loss'`),
    // Two series of four bytes each.
    tail: count('SELECT coalesce(sum(length("values")), 0) / 8 FROM tail'),
  };
}

test.each([
  [1, 0, 1],
  [959, 0, 959],
  [960, 1, 0],
  [961, 1, 1],
  [3000, 3, 120],
])(
  '%i rows written one call each make %i chunks and a tail of %i, without a gap or a duplicate',
  (n, chunks, tail) => {
    const { store, id, db } = start();
    for (let step = 1; step <= n; step++) store.appendRows(id, [makeRows(step, step)]);
    const steps = Array.from({ length: n }, (_, i) => i + 1);
    expect(readPoints(store, id, 'train.loss')).toEqual({
      step: steps,
      value: steps.map((step) => step * 0.5),
    });
    expect(readPoints(store, id, 'grad.norm.dW[1]')).toEqual({
      step: steps,
      value: steps.map((step) => -step),
    });
    expect(countRows(db)).toEqual({ chunks, tail });
  },
  60_000,
);

test.each([[959], [960], [961], [3000]])('%i rows in one call are read back whole', (n) => {
  const { store, id, db } = start();
  store.appendRows(id, [makeRows(1, 5), makeRows(6, n)]);
  const steps = Array.from({ length: n }, (_, i) => i + 1);
  expect(readPoints(store, id, 'train.loss')).toEqual({
    step: steps,
    value: steps.map((step) => step * 0.5),
  });
  expect(countRows(db)).toEqual({ chunks: Math.floor(n / 960), tail: n % 960 });
});

test('every sealed chunk but the last of an ended run holds 960 rows', () => {
  const { store, id, db } = start();
  store.appendRows(id, [makeRows(1, 700)]);
  store.appendRows(id, [makeRows(701, 2500)]);
  store.sealSeries(id);
  const sizes = db
    .prepare(`SELECT n FROM chunk WHERE series = 'train.loss' ORDER BY first_step`)
    .pluck()
    .all();
  expect(sizes).toEqual([960, 960, 580]);
  expect(countRows(db).tail).toBe(0);
});

test('sealing leaves every point as it was, and twice is as once', () => {
  const { store, id } = start();
  store.appendRows(id, [makeRows(1, 1500)]);
  const before = readPoints(store, id, 'train.loss');
  store.sealSeries(id);
  store.sealSeries(id);
  expect(readPoints(store, id, 'train.loss')).toEqual(before);
});

test('a run that was sealed and goes on keeps its order', () => {
  const { store, id } = start();
  store.appendRows(id, [makeRows(1, 10)]);
  store.sealSeries(id);
  store.appendRows(id, [makeRows(11, 2000)]);
  expect(readPoints(store, id, 'train.loss').step).toEqual(Array.from({ length: 2000 }, (_, i) => i + 1));
});

test('a run that has ended can be sealed', () => {
  const { store, id, db } = start();
  store.appendRows(id, [makeRows(1, 10)]);
  store.updateRun(id, { status: 'finished' });
  store.sealSeries(id);
  expect(countRows(db)).toEqual({ chunks: 1, tail: 0 });
});

test('evaluation rows keep their own uneven steps, before and after sealing', () => {
  const { store, id } = start();
  store.openSeries(id, 'evaluation', ['dev.loss']);
  const steps = [0, 25, 50, 75, 99];
  store.appendRows(id, [
    { group: 'evaluation', steps: Int32Array.from(steps), values: Float32Array.of(5, 4, 3, 2, 1) },
    makeRows(1, 99),
  ]);
  expect(readPoints(store, id, 'dev.loss')).toEqual({ step: steps, value: [5, 4, 3, 2, 1] });
  store.sealSeries(id);
  expect(readPoints(store, id, 'dev.loss')).toEqual({ step: steps, value: [5, 4, 3, 2, 1] });
});

test('evenly spaced steps take no room in a chunk', () => {
  const { store, id, db } = start();
  store.openSeries(id, 'evaluation', ['dev.loss']);
  store.appendRows(id, [
    { group: 'evaluation', steps: Int32Array.of(13, 26, 39), values: Float32Array.of(1, 2, 3) },
  ]);
  store.sealSeries(id);
  expect(db.prepare('SELECT steps FROM chunk').pluck().get()).toBeNull();
  expect(readPoints(store, id, 'dev.loss').step).toEqual([13, 26, 39]);
});

test('NaN and infinity are read as they were and counted in the chunk, apart from the lowest and highest', () => {
  const { store, id, db } = start();
  const values = Float32Array.of(1, 0, NaN, 0, Infinity, 0, -Infinity, 0, 3, 0);
  store.appendRows(id, [{ group: 'step', steps: Int32Array.of(1, 2, 3, 4, 5), values }]);
  expect(readPoints(store, id, 'train.loss').value).toEqual([1, NaN, Infinity, -Infinity, 3]);
  store.sealSeries(id);
  expect(readPoints(store, id, 'train.loss').value).toEqual([1, NaN, Infinity, -Infinity, 3]);
  const summary = db.prepare(`SELECT n, min, max, nan, inf FROM chunk WHERE series = 'train.loss'`).get();
  expect(summary).toEqual({ n: 5, min: 1, max: 3, nan: 1, inf: 2 });
});

test('the last and the best value are kept: highest for accuracy, lowest for a loss', () => {
  const { store, id } = start();
  store.openSeries(id, 'evaluation', ['dev.loss', 'dev.accuracy']);
  const append = (step: number, loss: number, accuracy: number) =>
    store.appendRows(id, [
      { group: 'evaluation', steps: Int32Array.of(step), values: Float32Array.of(loss, accuracy) },
    ]);
  append(1, NaN, 0.5);
  expect(store.latestValues(id)[1]).toEqual({ key: 'dev.loss', step: 1, value: null, best: null });
  append(2, 0.25, 0.75);
  append(3, 0.5, 0.25);
  append(4, Infinity, NaN);
  expect(store.latestValues(id)).toEqual([
    { key: 'dev.accuracy', step: 4, value: null, best: 0.75 },
    { key: 'dev.loss', step: 4, value: null, best: 0.25 },
  ]);
});

test('the keys of a run are named group by group in the order of their values', () => {
  const { store, id } = start();
  store.openSeries(id, 'evaluation', ['train.all', 'dev.loss']);
  expect(store.seriesKeys(id)).toEqual(['train.all', 'dev.loss', 'train.loss', 'grad.norm.dW[1]']);
});

test('a series that was not recorded is refused with those that were', () => {
  const { store, id } = start();
  expect(() => store.readSeries(id, 'dev.loss')).toThrow(
    expect.objectContaining({
      code: 'series.unknown',
      params: { key: 'dev.loss', accepted: 'train.loss, grad.norm.dW[1]' },
    }),
  );
  expect(() => store.readSeries('nobody', 'dev.loss')).toThrow(
    expect.objectContaining({ code: 'run.unknown' }),
  );
});

test('a group may be declared again with the same series but not with others', () => {
  const { store, id } = start();
  store.openSeries(id, 'step', keys);
  expect(() => store.openSeries(id, 'step', ['train.loss'])).toThrow(/other series/);
  expect(() => store.openSeries(id, 'evaluation', [])).toThrow(/at least one/);
});

test('rows that do not fit are refused, and nothing of the call is kept', () => {
  const { store, id } = start();
  store.appendRows(id, [makeRows(1, 3)]);
  const rows = (steps: number[], values: number[]): SeriesRows => ({
    group: 'step',
    steps: Int32Array.from(steps),
    values: Float32Array.from(values),
  });
  expect(() => store.appendRows(id, [makeRows(4, 5), rows([3], [1, 1])])).toThrow(
    'step 3 does not come after step 5',
  );
  expect(() => store.appendRows(id, [rows([4, 4], [1, 1, 1, 1])])).toThrow(
    'step 4 does not come after step 4',
  );
  expect(() => store.appendRows(id, [rows([4], [1])])).toThrow('1 step rows of 2 values need 2, not 1');
  expect(() => store.appendRows(id, [{ ...rows([4], [1]), group: 'evaluation' }])).toThrow(/never declared/);
  expect(readPoints(store, id, 'train.loss').step).toEqual([1, 2, 3]);
});

test('a damaged row of the tail is named by its step', () => {
  const { store, id, db } = start();
  store.appendRows(id, [makeRows(1, 3)]);
  // The second of three rows of eight bytes.
  db.exec(
    `UPDATE tail SET "values" = CAST(substr("values", 1, 8) || zeroblob(8) || substr("values", 17) AS BLOB)`,
  );
  const damage = expect.objectContaining({
    code: 'store.damaged',
    params: expect.objectContaining({ place: 'step row at step 2' }) as object,
  }) as Error;
  expect(() => store.readSeries(id, 'train.loss')).toThrow(damage);
  expect(() => store.appendRows(id, [makeRows(4, 2000)])).toThrow(damage);
});

test.each(['"values" = zeroblob(3840)', 'last_step = 961', 'steps = zeroblob(3840)'])(
  'a damaged chunk (%s) is named by its series and steps, and the other series is still read',
  (damage) => {
    const { store, id, db } = start();
    store.appendRows(id, [makeRows(1, 960)]);
    db.prepare(`UPDATE chunk SET ${damage} WHERE series = 'train.loss'`).run();
    expect(() => store.readSeries(id, 'train.loss')).toThrow(
      /series train\.loss, steps 1 to 96[01] is damaged/,
    );
    expect(readPoints(store, id, 'grad.norm.dW[1]').step).toHaveLength(960);
  },
);

test.each([
  ['chunks', chunksOfSeries, 'SEARCH chunk USING INDEX sqlite_autoindex_chunk_1 (run=? AND series=?)'],
  ['blocks of the tail', tailBlocks, 'SEARCH tail USING PRIMARY KEY (run=? AND row_group=?)'],
  ['lengths of the tail', tailBytes, 'SEARCH tail USING PRIMARY KEY (run=? AND row_group=?)'],
])('%s are read through an index in the order of their steps, without a sort', (_, query, step) => {
  const { db } = start();
  const plan = db.prepare<[number, string], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all(1, 'step');
  expect(plan.map(({ detail }) => detail)).toEqual([step]);
});

test('a full chunk takes one page and no more, also of a series with a long name', () => {
  const { store, id, db } = start();
  const name = `norm.${'x'.repeat(90)}`;
  store.openSeries(id, 'layer', [name]);
  store.appendRows(id, [{ ...makeRows(1, 960), group: 'layer', values: new Float32Array(960) }]);
  const overflow = `SELECT count(*) FROM dbstat WHERE name = 'chunk' AND pagetype = 'overflow'`;
  expect(db.prepare('SELECT n FROM chunk').pluck().all()).toEqual([960]);
  expect(db.prepare(overflow).pluck().get()).toBe(0);
});
