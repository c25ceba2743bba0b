import { expect, test } from 'vitest';
import { trashedRuns, trashedRunsCalled } from '#main/store/run-queries.ts';
import { createSampleRun } from './samples.ts';
import { openBeside } from './open-beside.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';
import { createWholeRun, readEverything } from './whole-run.ts';

test('a run in the trash is not listed, and its name and the start of its id find nothing', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'abc123', name: 'wide' });
  const kept = createWholeRun(store, { id: 'xyz', name: 'deep' });
  expect(store.trashRuns(['abc123'])).toEqual(['abc123']);
  expect(store.listRuns()).toEqual([kept]);
  for (const ref of ['wide', 'abc'])
    expect(() => store.findRun(ref)).toThrow(expect.objectContaining({ code: 'run.unknown' }));
});

test('asked for by its whole id, a run in the trash is refused with how to take it out', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'abc123', name: 'wide' });
  store.trashRuns(['abc123']);
  expect(() => store.findRun('abc123')).toThrow(
    'run "wide": it is in the trash; "layerbench trash --restore abc123" takes it out',
  );
  expect(() => store.updateRun('abc123', { name: 'other' })).toThrow(
    expect.objectContaining({ code: 'run.inTrash' }),
  );
});

test('a name and the start of an id that only one run outside the trash has are not ambiguous', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'ab1', name: 'wide' });
  createWholeRun(store, { id: 'ab2', name: 'wide' });
  store.trashRuns(['ab1']);
  expect(store.findRun('wide').id).toBe('ab2');
  expect(store.findRun('ab').id).toBe('ab2');
});

test('a restored run is exactly what it was, every row and checkpoint', () => {
  const store = openTestStore();
  const run = createWholeRun(store);
  const before = readEverything(store, run.id);
  store.trashRuns([run.id]);
  expect(readEverything(store, run.id)).toEqual(before);
  expect(store.restoreRuns([run.id])).toEqual([run]);
  expect(store.findRun(run.id)).toEqual(run);
  expect(readEverything(store, run.id)).toEqual(before);
  expect(store.listTrash()).toEqual([]);
});

test('the trash lists what was thrown away last first, with the moment and the bytes it holds', () => {
  const clock = { time: 5000 };
  const store = openTestStore(makeStorePath(), () => clock.time);
  const first = createWholeRun(store, { id: 'a' });
  const second = createWholeRun(store, { id: 'b' }, 10);
  store.trashRuns(['a']);
  clock.time = 6000;
  store.trashRuns(['b']);
  const [tensorBytes, hashBytes] = [4000, JSON.stringify([['W1', 'a'.repeat(64)]]).length];
  const recordedBytes = (rows: number) => rows * 2 * 4 + tensorBytes + hashBytes;
  expect(store.listTrash()).toEqual([
    { run: second, trashedAt: 6000, bytes: recordedBytes(10) },
    { run: first, trashedAt: 5000, bytes: recordedBytes(1500) },
  ]);
});

test.each(['queued', 'training', 'paused'] as const)(
  'a %s run is refused, and with it every other that should go',
  (status) => {
    const store = openTestStore();
    const ended = createWholeRun(store, { id: 'ended' });
    const active = createSampleRun(store, { id: 'active', name: 'busy', status });
    expect(() => store.trashRuns(['ended', 'active'])).toThrow(
      expect.objectContaining({ code: 'run.trashActive', params: { run: 'busy', status } }),
    );
    expect(store.listRuns().map(({ id }) => id)).toEqual([active.id, ended.id]);
    expect(store.listTrash()).toEqual([]);
  },
);

test('an unknown run is refused by name, and with it every other that should go', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'a' });
  expect(() => store.trashRuns(['a', 'nobody'])).toThrow(
    expect.objectContaining({ code: 'run.unknown', params: { run: 'nobody' } }),
  );
  expect(store.listTrash()).toEqual([]);
});

test('thrown away twice, a run keeps its first moment, and restoring what is not in the trash changes nothing', () => {
  const clock = { time: 5000 };
  const store = openTestStore(makeStorePath(), () => clock.time);
  createWholeRun(store, { id: 'a' });
  const other = createWholeRun(store, { id: 'b' });
  store.trashRuns(['a']);
  clock.time = 6000;
  expect(store.trashRuns(['a', 'b'])).toEqual(['b']);
  expect(store.listTrash().map(({ run, trashedAt }) => [run.id, trashedAt])).toEqual([
    ['b', 6000],
    ['a', 5000],
  ]);
  expect(store.restoreRuns(['b', 'b', 'nobody'])).toEqual([other]);
});

test('in the trash a run is found by id, start of an id and name, and one outside is not', () => {
  const store = openTestStore();
  createWholeRun(store, { id: 'abc1', name: 'wide' });
  createWholeRun(store, { id: 'abd1', name: 'wide' });
  createWholeRun(store, { id: 'kept', name: 'kept' });
  store.trashRuns(['abc1', 'abd1']);
  expect(['abc1', 'abd'].map((ref) => store.findTrashed(ref))).toEqual(['abc1', 'abd1']);
  expect(() => store.findTrashed('wide')).toThrow(
    expect.objectContaining({ code: 'run.ambiguous', params: { run: 'wide', matches: 'abc1, abd1' } }),
  );
  for (const ref of ['kept', 'zzz', ''])
    expect(() => store.findTrashed(ref)).toThrow(expect.objectContaining({ code: 'trash.unknown' }));
});

test('the trash survives closing and opening', () => {
  const file = makeStorePath();
  const first = openTestStore(file);
  const run = createWholeRun(first);
  first.trashRuns([run.id]);
  const second = openTestStore(file);
  expect(second.listRuns()).toEqual([]);
  expect(second.restoreRuns([run.id])).toEqual([run]);
});

test.each([
  ['the list of the trash', trashedRuns, 'SEARCH run USING INDEX run_trashed (trashed_at>?)'],
  [
    'the start of an id in it',
    trashedRunsCalled,
    'SEARCH run USING INDEX sqlite_autoindex_run_1 (id>? AND id<?)',
  ],
])('%s is answered from an index and never sorted', (_, query, step) => {
  const file = makeStorePath();
  openTestStore(file);
  const parameters = query.includes('@') ? [{ ref: 'a', end: 'b', most: 6 }] : [];
  const plan = openBeside(file)
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
    .all(...parameters)
    .map(({ detail }) => detail);
  expect(plan.join()).not.toContain('TEMP B-TREE');
  expect(plan).toContain(step);
});
