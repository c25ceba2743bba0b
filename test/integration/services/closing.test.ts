import { hostname } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { endless, makeFolder, makeStart, openTestApp, waitForRun, waitForSteps } from './test-app.ts';

test('closing while runs train, wait and pause keeps all of them as interrupted, and loses no step', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openTestApp({ storeFile });
  const { runs } = first.services;
  const training = await runs.start(makeStart({ ...endless, gradients: 'scalars' }));
  await waitForSteps(first.services, training.id);
  const paused = await runs.start(makeStart(endless));
  if (first.services.environment.cores > 1) {
    await waitForSteps(first.services, paused.id);
    await runs.pause(paused.id);
    await waitForRun(first.services, paused.id, (run) => run.status === 'paused');
  }
  const waiting: string[] = [];
  for (let count = 0; count < first.services.environment.cores; count += 1)
    waiting.push((await runs.start(makeStart(endless))).id);
  const seen = (await runs.series(training.id, ['batch.loss']))['batch.loss'];
  await first.close();

  const { services } = await openTestApp({ storeFile });
  const kept = await services.runs.list();
  expect(kept.map(({ status }) => status)).toEqual(kept.map(() => 'interrupted'));
  expect(kept).toHaveLength(2 + waiting.length);
  const run = await services.runs.get(training.id);
  expect(run.endedAt).not.toBeNull();
  expect(run.step).toBeGreaterThanOrEqual(seen?.step.length ?? Infinity);
  const checkpoint = await services.store.readCheckpoint(run.id);
  expect(checkpoint).toMatchObject({ step: run.step, epoch: run.epoch, sha256: run.weightsSha256 });
  const all = await services.runs.series(run.id, await services.runs.seriesKeys(run.id));
  expect(all['batch.loss']?.step).toEqual(Array.from({ length: run.step }, (_, index) => index + 1));
  expect(all['batch.loss']?.value.slice(0, seen?.value.length)).toEqual(seen?.value);
  expect(all['train.loss']?.step).toHaveLength(run.epoch + 1);
  const last = waiting.at(-1) ?? '';
  expect(await services.runs.get(last)).toMatchObject({ status: 'interrupted', startedAt: null, step: 0 });
});

test('closing twice is closing once', async () => {
  const app = await openTestApp();
  await app.services.runs.start(makeStart(endless));
  await Promise.all([app.close(), app.close()]);
  await app.close();
});

test('runs of a process that is gone are found as interrupted at the next start', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openTestApp({ storeFile });
  const { id } = await first.services.runs.start(makeStart());
  const run = await first.services.runs.ended(id);
  const gone = { id: 'gone', pid: 2 ** 22 + 1, hostname: hostname() };
  await first.services.store.createRun({ ...run, id: 'orphan', name: 'orphan', status: 'training' }, gone);
  await first.close();
  const { services } = await openTestApp({ storeFile });
  expect((await services.runs.get('orphan')).status).toBe('interrupted');
  expect((await services.runs.get(id)).status).toBe('finished');
});

test('another process on the same store is heard of', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const ticks: (() => void)[] = [];
  const clock = {
    now: () => Date.now(),
    every: (_milliseconds: number, work: () => void) => {
      ticks.push(work);
      return () => {};
    },
  };
  const [one, other] = [await openTestApp({ storeFile, clock }), await openTestApp({ storeFile })];
  const stop = new AbortController();
  const event = one.services.live.watch(stop.signal).next();
  for (const tick of ticks) tick();
  await one.services.store.dataVersion();
  const { design, recipe } = makeStart();
  await other.services.draft.write({ data: 'moons', design, recipe });
  for (const tick of ticks) tick();
  expect((await event).value).toEqual({ type: 'storeChanged' });
  stop.abort();
});

test('an app whose store thread dies at the start is refused, and leaves no thread behind', async () => {
  const ended = Promise.withResolvers<number>();
  const spawnStore = () => {
    const thread = new Worker(`throw new Error('no disk')`, { eval: true });
    thread.once('exit', ended.resolve);
    return thread;
  };
  await expect(openTestApp({ spawnStore })).rejects.toThrow('no disk');
  expect(await ended.promise).toBe(1);
});
