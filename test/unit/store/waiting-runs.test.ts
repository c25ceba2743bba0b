import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import type { RunOwner, StoreApi, WaitingScope } from '#main/store/api.ts';
import { makeDataset, makeRun, owner } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

const anyOf = (who: RunOwner, free = 2): WaitingScope => ({ owner: who, own: false, free });
const other: RunOwner = { id: 'owner-2', pid: process.pid, hostname: hostname() };
const ended = { status: 'stopped', endedAt: 1_700_000_001_000 } as const;

/** Runs of these ids that wait, in this order, for whoever has a runner free. */
function makeWaiting(ids: string, store: StoreApi = openTestStore(), who: RunOwner | null = null): StoreApi {
  store.putDataset(makeDataset());
  for (const id of ids) store.createRun(makeRun({ id, name: id, status: 'queued' }), who);
  return store;
}

test('runs wait in the order they came, and one that trains does not wait', () => {
  const store = makeWaiting('abc');
  store.createRun(makeRun({ id: 'd' }), owner);
  expect(store.listWaiting()).toEqual(['a', 'b', 'c']);
});

test.each([
  ['before another', 'c', 'a', 'cab'],
  ['behind all', 'a', null, 'bca'],
  ['before itself, which changes nothing but its place at the top', 'b', 'b', 'bac'],
  ['before one that waits no longer, to the top', 'c', 'gone', 'cab'],
] as const)('a run that waits is moved %s', (_where, id, before, order) => {
  const store = makeWaiting('abc');
  expect(store.moveWaiting(id, before)).toEqual([...order]);
  expect(store.listWaiting()).toEqual([...order]);
});

test('an order made by hand is kept by the file, and new runs come behind it', () => {
  const file = makeStorePath();
  const first = makeWaiting('abc', openTestStore(file));
  first.moveWaiting('c', 'a');
  const again = makeWaiting('d', openTestStore(file));
  expect(again.listWaiting()).toEqual(['c', 'a', 'b', 'd']);
});

test('only a run that waits can be moved', () => {
  const store = makeWaiting('a');
  store.createRun(makeRun({ id: 'b', name: 'busy' }), owner);
  expect(() => store.moveWaiting('b', null)).toThrow('run busy: it is training, so it has no place');
  expect(() => store.moveWaiting('nobody', null)).toThrow(expect.objectContaining({ code: 'run.unknown' }));
});

test('of two processes only one takes a run', () => {
  const file = makeStorePath();
  const [one, two] = [makeWaiting('ab', openTestStore(file)), openTestStore(file)];
  expect(one.nextWaiting(anyOf(owner))?.id).toBe('a');
  expect(two.nextWaiting(anyOf(other))?.id).toBe('a');
  expect(one.takeWaiting('a', anyOf(owner))?.id).toBe('a');
  expect(two.takeWaiting('a', anyOf(other))).toBeNull();
  expect(two.takeWaiting('b', anyOf(other))?.id).toBe('b');
  expect(two.listWaiting()).toEqual([]);
});

test('no more are taken on a machine than there are runners, whichever process has them', () => {
  const file = makeStorePath();
  const [one, two] = [makeWaiting('ab', openTestStore(file)), openTestStore(file)];
  one.takeWaiting('a', anyOf(owner, 1));
  expect(two.nextWaiting(anyOf(other, 1))).toBeNull();
  expect(two.takeWaiting('b', anyOf(other, 1))).toBeNull();
  one.updateRun('a', { status: 'training' });
  one.updateRun('a', ended);
  expect(two.takeWaiting('b', anyOf(other, 1))?.id).toBe('b');
});

test('a run that a process keeps for itself is taken by no other, and at once by its own', () => {
  const store = makeWaiting('a', makeWaiting('b'), owner);
  expect(store.nextWaiting(anyOf(other, 9))?.id).toBe('b');
  store.takeWaiting('b', anyOf(other, 9));
  expect(store.nextWaiting(anyOf(other, 9))).toBeNull();
  const own = { owner, own: true, free: 1 };
  expect(store.takeWaiting('a', own)?.id).toBe('a');
  expect(makeWaiting('c').nextWaiting(own)).toBeNull();
  expect(store.nextWaiting({ ...own, free: 0 })).toBeNull();
});

test('a run that waits is ended, and one that was taken meanwhile is left alone', () => {
  const store = makeWaiting('ab');
  store.takeWaiting('a', anyOf(owner));
  expect(store.endWaiting('a', ended)).toBeNull();
  expect(store.findRun('a').status).toBe('queued');
  expect(store.endWaiting('b', ended)).toMatchObject({ id: 'b', ...ended });
  expect(store.listWaiting()).toEqual([]);
});

test('what a gone process kept waiting waits for another; what it had begun is interrupted', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const gone = { id: 'gone', pid, hostname: hostname() };
  const file = makeStorePath();
  const store = makeWaiting('abc', openTestStore(file), gone);
  store.takeWaiting('b', { owner: gone, own: true, free: 1 });
  expect(store.findRun('b').status).toBe('queued');
  store.takeWaiting('a', { owner: gone, own: true, free: 1 });
  const looking = openTestStore(file);
  expect(looking.interruptOrphans().toSorted()).toEqual(['a', 'b', 'c']);
  expect(looking.listWaiting()).toEqual(['b', 'c']);
  expect(looking.findRun('a').status).toBe('interrupted');
  expect(looking.takeWaiting('b', anyOf(owner))?.id).toBe('b');
});
