import { hostname } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { RunQueue, type Room, type RunQueueParts } from '#main/services/run-queue.ts';
import type { RunOwner, StoreApi, StoreClient } from '#main/store/api.ts';
import { makeDataset, makeRun } from '../store/samples.ts';
import { makeStorePath, openTestStore } from '../store/temporary-folder.ts';

const me: RunOwner = { id: 'me', pid: process.pid, hostname: hostname() };

/** A store's calls as services see them: answered later. */
function answerLater(store: StoreApi): StoreClient {
  const calls = Object.entries(store).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      await new Promise((resolve) => setImmediate(resolve));
      return (call as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(calls) as StoreClient;
}

/** A queue over a real store whose runs end when they are told to. */
function makeQueue(change: Partial<RunQueueParts> & { store?: StoreClient; file?: string } = {}) {
  const { file = makeStorePath(), ...parts } = change;
  const store = openTestStore(file);
  const started: string[] = [];
  const endings = new Map<string, () => void>();
  const told: unknown[] = [];
  let changes = 0;
  const queue = new RunQueue({
    store: answerLater(store),
    owner: me,
    shared: true,
    runners: () => Promise.resolve(2),
    roomFor: () => null,
    changed: () => (changes += 1),
    failed: (cause) => told.push(cause),
    train: ({ id }) =>
      new Promise((resolve) => {
        started.push(id);
        endings.set(id, () => {
          store.updateRun(id, { status: 'finished', endedAt: 1 });
          resolve();
        });
      }),
    ...parts,
  });
  onTestFinished(() => queue.close());
  return {
    queue,
    store,
    started,
    told,
    changes: () => changes,
    add: async (...ids: string[]) => {
      store.putDataset(makeDataset());
      for (const id of ids) store.createRun(makeRun({ id, name: id, status: 'queued' }), null);
      await queue.fill();
    },
    end: async (id: string) => {
      endings.get(id)?.();
      // The look that the ending asked for, and everything before it.
      await new Promise((resolve) => setImmediate(resolve));
      await queue.fill();
    },
  };
}

test('as many runs start as there are runners, the rest in their order', async () => {
  const { add, end, started, queue } = makeQueue();
  await add('a', 'b', 'c', 'd');
  expect(started).toEqual(['a', 'b']);
  await end('b');
  expect(started).toEqual(['a', 'b', 'c']);
  await queue.move('d', null);
  await end('a');
  await end('c');
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});

test('a run that is moved to the top is the next', async () => {
  const { add, end, started, queue } = makeQueue({ runners: () => Promise.resolve(1) });
  await add('a', 'b', 'c');
  expect(await queue.move('c', 'b')).toMatchObject({ waiting: ['c', 'b'] });
  await end('a');
  expect(started).toEqual(['a', 'c']);
});

test('more runners start more runs at once, and fewer let those go on that train', async () => {
  let runners = 1;
  const { add, end, started, queue } = makeQueue({ runners: () => Promise.resolve(runners) });
  await add('a', 'b', 'c', 'd');
  runners = 3;
  await queue.fill();
  expect(started).toEqual(['a', 'b', 'c']);
  runners = 1;
  await end('a');
  await end('b');
  expect(started).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});

test('a queue that stands still starts nothing, also in the next window, until it is let go', async () => {
  const file = makeStorePath();
  const first = makeQueue({ file });
  expect(await first.queue.pause()).toMatchObject({ isPaused: true });
  await first.add('a');
  expect(first.started).toEqual([]);
  const second = makeQueue({ file });
  await second.queue.fill();
  expect(await second.queue.read()).toEqual({ waiting: ['a'], isPaused: true, short: null });
  await second.queue.resume();
  await second.queue.fill();
  expect(second.started).toEqual(['a']);
  await first.queue.fill();
  expect(first.started).toEqual([]);
});

test('of two windows each run is started by one', async () => {
  const file = makeStorePath();
  const [one, two] = [makeQueue({ file }), makeQueue({ file, owner: { ...me, id: 'you' } })];
  await one.add();
  one.store.putDataset(makeDataset());
  for (const id of ['a', 'b', 'c']) one.store.createRun(makeRun({ id, name: id, status: 'queued' }), null);
  await Promise.all([one.queue.fill(), two.queue.fill()]);
  expect([...one.started, ...two.started].toSorted()).toEqual(['a', 'b']);
});

test('a run that does not fit beside those that train waits with its reason, and so does what comes after it', async () => {
  let room: Room | null = { needed: 100, free: 40 };
  const { add, started, queue, changes } = makeQueue({ roomFor: ({ id }) => (id === 'big' ? room : null) });
  await add('small', 'big', 'other');
  expect(started).toEqual(['small']);
  expect((await queue.read()).short).toEqual({ run: 'big', needed: 100, free: 40 });
  const before = changes();
  await queue.fill();
  expect(changes()).toBe(before);
  room = null;
  await queue.fill();
  expect(started).toEqual(['small', 'big']);
  expect((await queue.read()).short).toBeNull();
});

test('a process that keeps to its own runs takes no other, and does not stand still for a window', async () => {
  const { add, store, queue, started } = makeQueue({ shared: false });
  await add('of somebody');
  store.createRun(makeRun({ id: 'at work', name: 'at work' }), { ...me, id: 'you' });
  await queue.pause();
  for (const id of ['mine', 'mine too']) store.createRun(makeRun({ id, name: id, status: 'queued' }), me);
  await queue.fill();
  expect(started).toEqual(['mine', 'mine too']);
});

test('a queue that is closed takes nothing more', async () => {
  const { queue, add, started } = makeQueue();
  await queue.close();
  await add('a');
  expect(started).toEqual([]);
  expect((await queue.read()).waiting).toEqual(['a']);
});

test('a store that does not answer is told of, and the next look goes on', async () => {
  const { queue, told, add, started } = makeQueue();
  const broken = makeQueue({
    runners: () => Promise.reject(new Error('no disk')),
  });
  await broken.add('a');
  expect(broken.told).toEqual([new Error('no disk')]);
  await add('a');
  await queue.fill();
  expect([told, started]).toEqual([[], ['a']]);
});
