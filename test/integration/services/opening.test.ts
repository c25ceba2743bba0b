import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AppParts } from '#main/app.ts';
import { Opening } from '#main/opening.ts';
import { resourcesFolder, threads, version } from '#main/hosts/places.ts';
import { systemClock } from '#main/services/clock.ts';
import type { AppRouter } from '#main/services/router.ts';
import { linkClient, type Client } from './contract-link.ts';
import { endless, makeFolder, makeLog, makeStart } from './test-app.ts';

// Every test starts and ends several threads.
vi.setConfig({ testTimeout: 120_000 });

const notes = 'x1,x2\n'.repeat(50);

async function open(storeFile: string, change: Partial<AppParts> = {}): Promise<Opening> {
  const opening = await Opening.open({
    host: 'web',
    version,
    storeFile,
    resourcesFolder,
    clock: systemClock,
    log: makeLog(),
    ...threads,
    simd: () => Promise.resolve({ level: '128', reason: 'this is a test' }),
    ...change,
  });
  onTestFinished(() => opening.close());
  return opening;
}

/** A page that connects now, as a window does after every change. */
const connect = (opening: Opening): Client => linkClient(opening.router as AppRouter);

/** A store with a run and a backup of it, spoilt afterwards. */
async function makeSpoiltStore(): Promise<{ file: string; run: string; backup: string }> {
  const file = path.join(makeFolder(), 'layerbench.sqlite');
  const opening = await open(file);
  const client = connect(opening);
  const { id } = await client.runs.start(makeStart(endless));
  const { backup } = await client.care.backUp();
  await opening.close();
  writeFileSync(file, notes);
  return { file, run: id, backup: backup.name };
}

const fault = (call: Promise<unknown>) => call.catch((error: unknown) => error);

test('a store that cannot be opened leaves only the care, which says what is wrong and what there is', async () => {
  const { file, backup } = await makeSpoiltStore();
  const opening = await open(file);
  expect(opening.problem?.code).toBe('store.notAStore');
  const client = connect(opening);
  expect(await client.care.trouble()).toMatchObject({
    problem: { code: 'store.notAStore', params: { file } },
    file,
    backups: [{ name: backup, runs: 1 }],
    beside: { file: file.replace('.sqlite', '-2.sqlite'), exists: false },
    canReveal: false,
  });
  expect(await fault(client.runs.list())).toMatchObject({ code: 'NOT_FOUND' });
  expect(readFileSync(file, 'utf8')).toBe(notes);
});

test('restoring a backup opens the services for whoever connects then, and keeps the old file', async () => {
  const { file, run, backup } = await makeSpoiltStore();
  const opening = await open(file);
  let changes = 0;
  opening.onChange(() => (changes += 1));
  const { aside } = await connect(opening).care.restore({ backup });
  expect(readFileSync(aside ?? '', 'utf8')).toBe(notes);
  expect([changes, opening.problem]).toEqual([1, null]);
  const client = connect(opening);
  expect(await client.care.trouble()).toBeNull();
  expect((await client.runs.list()).map(({ id }) => id)).toEqual([run]);
});

test('a name that is no backup of this store is refused, wherever it points to', async () => {
  const { file, backup } = await makeSpoiltStore();
  const opening = await open(file);
  const client = connect(opening);
  for (const name of [`../${backup}`, path.join(path.dirname(file), backup), 'layerbench.sqlite'])
    expect(await fault(client.care.restore({ backup: name }))).toMatchObject({
      data: { code: 'file.missing' },
    });
  expect(readFileSync(file, 'utf8')).toBe(notes);
});

test('starting beside opens another store for this launch, and the next launch asks again', async () => {
  const { file } = await makeSpoiltStore();
  const opening = await open(file);
  const beside = file.replace('.sqlite', '-2.sqlite');
  expect(await connect(opening).care.startBeside()).toEqual({ file: beside });
  const client = connect(opening);
  expect((await client.environment.get()).storeFile).toBe(beside);
  expect(await client.runs.list()).toEqual([]);
  await opening.close();
  expect(readFileSync(file, 'utf8')).toBe(notes);
  const again = await open(file);
  expect(await connect(again).care.trouble()).toMatchObject({ beside: { file: beside, exists: true } });
});

test('where not even the store beside can be opened, the choice stays', async () => {
  const { file } = await makeSpoiltStore();
  mkdirSync(file.replace('.sqlite', '-2.sqlite'));
  const opening = await open(file);
  expect(await fault(connect(opening).care.startBeside())).toMatchObject({
    data: { code: 'store.unreadable' },
  });
  expect(opening.problem?.code).toBe('store.notAStore');
});

test('a file that was mended by hand opens at the next attempt', async () => {
  const { file, run, backup } = await makeSpoiltStore();
  const opening = await open(file);
  const client = connect(opening);
  expect(await fault(client.care.retry())).toMatchObject({ data: { code: 'store.notAStore' } });
  writeFileSync(file, readFileSync(path.join(path.dirname(file), backup)));
  await client.care.retry();
  expect((await connect(opening).runs.list()).map(({ id }) => id)).toEqual([run]);
});

test('an open workbench goes back to a backup: what trains is interrupted and kept with the file put aside', async () => {
  const file = path.join(makeFolder(), 'layerbench.sqlite');
  const opening = await open(file);
  const client = connect(opening);
  const { backup } = await client.care.backUp();
  const events = await client.events.live();
  const { id } = await client.runs.start(makeStart(endless));
  for await (const event of events) if (event.type === 'frames' && event.run === id) break;
  const { aside } = await client.care.restore({ backup: backup.name });
  expect(await connect(opening).runs.list()).toEqual([]);
  const old = await open(aside ?? '');
  expect(await connect(old).runs.get({ run: id })).toMatchObject({ id, status: 'interrupted' });
});

test('a host that can show files is asked to show this one', async () => {
  const shown: string[] = [];
  const { file } = await makeSpoiltStore();
  const client = connect(await open(file, { reveal: (which) => void shown.push(which) }));
  expect(await client.care.reveal()).toEqual({ shown: true });
  expect(shown).toEqual([file]);
});

test('a bundle that is opened while there are no services is offered once there are', async () => {
  const { file, backup } = await makeSpoiltStore();
  const bundle = path.join(path.dirname(file), 'run.layerbench');
  writeFileSync(bundle, 'a bundle');
  const opening = await open(file);
  opening.offer(bundle);
  await connect(opening).care.restore({ backup });
  expect(await connect(opening).bundles.offered()).toEqual([
    expect.objectContaining({ fileName: 'run.layerbench' }),
  ]);
});

test('a check tells its way and ends with a report; giving it up ends its thread', async () => {
  const file = path.join(makeFolder(), 'layerbench.sqlite');
  const client = connect(await open(file));
  const events = [];
  for await (const event of await client.care.check()) events.push(event);
  expect(events.at(-1)).toMatchObject({ type: 'done', report: { damages: 0 } });
  const stop = new AbortController();
  const given = await client.care.check(undefined, { signal: stop.signal });
  stop.abort();
  await expect(given.next()).rejects.toThrow();
});

test('what is wrong with anything but the file is thrown', async () => {
  const broken = () => {
    throw new TypeError('no threads');
  };
  const file = path.join(makeFolder(), 'layerbench.sqlite');
  await expect(open(file, { spawnStore: broken })).rejects.toThrow('no threads');
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(path.dirname(file))).toEqual([]);
});
