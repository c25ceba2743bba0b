import path from 'node:path';
import { expect, test } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import type { App } from '#main/app.ts';
import { makeDataset, owner } from '../../unit/store/samples.ts';
import { linkClient } from './contract-link.ts';
import { endless, makeFolder, makeStart, openTestApp, waitForRun, waitForSteps } from './test-app.ts';

async function trainRuns({ services: { runs } }: App, ...names: string[]): Promise<Run[]> {
  const trained = [];
  for (const name of names) {
    const { id } = await runs.start(makeStart({ epochs: 2 }, { name }));
    trained.push(await runs.ended(id));
  }
  return trained;
}

test('a run is thrown away, listed in the trash and restored as it was, over the contract', async () => {
  const app = await openTestApp();
  const client = linkClient(app.router);
  const [first, second] = await trainRuns(app, 'first', 'second');
  expect(await client.trash.put({ runs: ['first'] })).toEqual([first?.id]);
  expect(await client.runs.list()).toEqual([second]);
  const [thrown] = await client.trash.list();
  expect(thrown?.run).toEqual(first);
  expect(thrown?.bytes).toBeGreaterThan(0);
  await expect(client.runs.get({ run: first?.id ?? '' })).rejects.toMatchObject({
    data: { code: 'run.inTrash', params: { run: 'first', id: first?.id } },
  });
  expect(await client.trash.restore({ runs: ['first'] })).toEqual([first]);
  expect(await client.runs.get({ run: 'first' })).toEqual(first);
});

test('every window hears of it when runs are thrown away, restored and deleted', async () => {
  const app = await openTestApp();
  const { trash, live } = app.services;
  await trainRuns(app, 'only');
  const stop = new AbortController();
  const events = live.watch(stop.signal);
  for (const change of [
    () => trash.put(['only']),
    () => trash.restore(['only']),
    () => trash.put(['only']),
    () => trash.empty(),
  ]) {
    const event = events.next();
    await change();
    expect((await event).value).toEqual({ type: 'storeChanged' });
  }
  const end = events.next();
  stop.abort();
  await end;
});

test('emptying deletes what is in the trash and nothing else, and says the bytes that the disk got back', async () => {
  const app = await openTestApp();
  const { trash, runs, store } = app.services;
  const [kept] = await trainRuns(app, 'kept');
  const gone = await runs.start(makeStart({ epochs: 400 }, { name: 'gone' }));
  await runs.ended(gone.id);
  await trash.put(['gone']);
  const said = await trash.space(['gone']);
  const { bytes: before } = await store.measureFile();
  const emptied = await trash.empty();
  const { bytes: after } = await store.measureFile();
  expect(emptied).toEqual({ deleted: 1, bytes: before - after, waiting: 0 });
  expect(emptied.bytes).toBeGreaterThan(said);
  expect(await runs.list()).toEqual([kept]);
  await expect(runs.get(gone.id)).rejects.toMatchObject({ code: 'run.unknown' });
  expect(await trash.empty()).toEqual({ deleted: 0, bytes: 0, waiting: 0 });
});

test('only the named runs of the trash are deleted', async () => {
  const app = await openTestApp();
  const { trash } = app.services;
  await trainRuns(app, 'a', 'b');
  await trash.put(['a', 'b']);
  expect(await trash.empty(['b'])).toMatchObject({ deleted: 1 });
  expect((await trash.list()).map(({ run }) => run.name)).toEqual(['a']);
  await expect(trash.empty(['a', 'kept'])).rejects.toMatchObject({ code: 'trash.unknown' });
  expect(await trash.list()).toHaveLength(1);
});

test('a run that trains is refused, trains on, and can be thrown away once it is stopped', async () => {
  const app = await openTestApp();
  const { runs, trash } = app.services;
  const { id } = await runs.start(makeStart(endless, { name: 'busy' }));
  await waitForSteps(app.services, id);
  await expect(trash.put([id])).rejects.toMatchObject({
    code: 'run.trashActive',
    params: { run: 'busy', status: 'training' },
  });
  await runs.stop(id);
  await runs.ended(id);
  expect(await trash.put([id])).toEqual([id]);
});

test('a run in the trash is neither resumed, forked, replayed, renamed, paused nor drawn', async () => {
  const app = await openTestApp();
  const { runs, replays, states, surfaces, trash } = app.services;
  const [run] = await trainRuns(app, 'thrown');
  const id = run?.id ?? '';
  await trash.put([id]);
  for (const attempt of [
    () => runs.resume(id),
    () => runs.fork({ run: id, recipe: makeStart().recipe }),
    () => replays.replay(id),
    () => states.at(id, 1),
    () => runs.rename(id, 'other'),
    () => runs.pause(id),
    () => runs.series(id, ['train.loss']),
    () => surfaces.of(id, 4),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'run.inTrash' });
});

test('a stopped run goes on after it was thrown away and restored', async () => {
  const app = await openTestApp();
  const { runs, trash } = app.services;
  const { id } = await runs.start(makeStart({ ...endless, epochs: 100_000 }, { name: 'stopped' }));
  await waitForSteps(app.services, id);
  await runs.stop(id);
  const { step } = await runs.ended(id);
  await trash.put([id]);
  await expect(runs.resume(id)).rejects.toMatchObject({ code: 'run.inTrash' });
  await trash.restore([id]);
  await runs.resume(id);
  const goesOn = await waitForRun(app.services, id, (run) => run.step > step);
  expect(goesOn.status).toBe('training');
});

test('a fork outlives the run that it was forked from: it is whole, and replayed to the same bytes', async () => {
  const app = await openTestApp();
  const { runs, replays, store, trash } = app.services;
  const [parent] = await trainRuns(app, 'parent');
  if (parent === undefined) throw new Error('a run was trained');
  const child = await runs.ended(
    (await runs.fork({ run: parent.id, step: 2, recipe: { ...parent.recipe, seed: 99 } })).id,
  );
  const checkpoint = await store.readCheckpoint(child.id);
  await trash.put([parent.id]);
  await trash.empty();
  expect(await runs.list()).toEqual([child]);
  expect(child.parent).toMatchObject({ run: parent.id, step: 2 });
  expect(await store.readCheckpoint(child.id)).toEqual(checkpoint);
  expect(await replays.replay(child.id)).toMatchObject({ identical: true });
});

test('data that was deleted with its last run is there again with the next one', async () => {
  const app = await openTestApp();
  const { store, trash } = app.services;
  const [gone] = await trainRuns(app, 'gone');
  await trash.put(['gone']);
  await trash.empty();
  const hash = gone?.dataset.hash ?? '';
  expect(await store.readDataset(hash)).toBe(null);
  const [next] = await trainRuns(app, 'next');
  expect(next?.dataset.hash).toBe(hash);
  expect((await store.readDataset(hash))?.examples).toBe(100);
});

test('imported data outlives every run that used it', async () => {
  const app = await openTestApp();
  const { datasets, runs, trash } = app.services;
  const rows = Array.from({ length: 40 }, (_, at) => `${at},${at % 7},${at % 2 === 0 ? 'a' : 'b'}`);
  const { source } = await datasets.importCsv({
    fileName: 'mine.csv',
    text: `x,y,kind\n${rows.join('\n')}\n`,
  });
  const { id } = await runs.start(makeStart({ epochs: 1, batchSize: 10 }, { data: source }));
  await runs.ended(id);
  await trash.put([id]);
  await trash.empty();
  expect((await datasets.list()).map((dataset) => dataset.source)).toContain(source);
  expect((await datasets.resolve(source)).examples).toBe(40);
});

test('two processes empty one trash at once: each run is deleted once, and nothing else is touched', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const [one, other] = [await openTestApp({ storeFile }), await openTestApp({ storeFile })];
  const { store } = one.services;
  const [sample, kept] = await trainRuns(one, 'sample', 'kept');
  if (sample === undefined || kept === undefined) throw new Error('two runs were trained');
  await store.putDataset(makeDataset());
  for (let at = 0; at < 30; at += 1)
    await store.createRun({ ...sample, id: `copy-${at}`, name: `copy ${at}`, status: 'stopped' }, owner);
  const ids = (await store.listRuns()).map(({ id }) => id).filter((id) => id !== kept.id);
  await one.services.trash.put(ids);
  const emptied = await Promise.all([one.services.trash.empty(), other.services.trash.empty()]);
  expect(emptied[0].deleted + emptied[1].deleted).toBe(31);
  expect(await other.services.runs.list()).toEqual([kept]);
  expect((await store.inspect()).check).toBe('ok');
});
