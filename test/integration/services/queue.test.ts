import path from 'node:path';
import { expect, test } from 'vitest';
import type { App } from '#main/app.ts';
import { endless, makeFolder, makeStart, openTestApp, waitForRun, waitForSteps } from './test-app.ts';

/** A desktop or browser workbench with one runner, over a store that outlives it. */
async function openWindow(storeFile = path.join(makeFolder(), 'layerbench.sqlite')): Promise<App> {
  const app = await openTestApp({ host: 'web', storeFile });
  await app.services.options.write({ runners: 1 });
  return app;
}

/** Starts runs of these names; `endless` ones only end by order. */
async function start(app: App, names: string, recipe = endless): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const name of names) ids[name] = (await app.services.runs.start(makeStart(recipe, { name }))).id;
  return ids;
}

const isFinished = (run: { status: string }) => run.status === 'finished';

test('runs that wait when a window closes keep waiting, in their order, and the next window trains them', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openWindow(storeFile);
  const { a = '' } = await start(first, 'a');
  await waitForSteps(first.services, a);
  const { b = '', c = '' } = await start(first, 'bc', { ...endless, epochs: 3 });
  await first.services.runs.moveWaiting(c, b);
  await first.close();

  const looking = await openTestApp({ storeFile });
  expect((await looking.services.runs.get(a)).status).toBe('interrupted');
  expect(await looking.services.store.listWaiting()).toEqual([c, b]);
  await looking.close();

  const second = await openWindow(storeFile);
  const [last] = await Promise.all([
    waitForRun(second.services, b, isFinished),
    waitForRun(second.services, c, isFinished),
  ]);
  expect(last.startedAt).toBeGreaterThanOrEqual((await second.services.runs.get(c)).endedAt ?? Infinity);
  expect((await second.services.runs.get(a)).status).toBe('interrupted');
});

test('a command that trains leaves alone what waits for a window', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const window = await openWindow(storeFile);
  await window.services.runs.queue.pause();
  const { a = '' } = await start(window, 'a');
  const command = await openTestApp({ storeFile });
  const own = await command.services.runs.start(makeStart());
  expect((await command.services.runs.ended(own.id)).status).toBe('finished');
  expect((await command.services.runs.get(a)).status).toBe('queued');
});

test('two windows on one store train each run once, and no more at a time than there are runners', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const [one, two] = [await openWindow(storeFile), await openWindow(storeFile)];
  const ids = Object.values(await start(one, 'abcd', { ...endless, epochs: 5 }));
  await two.services.runs.queue.fill();
  for (let left = ids.length; left > 0;) {
    const runs = (await one.services.runs.list()).filter(({ status }) => status === 'training');
    expect(runs.length).toBeLessThanOrEqual(1);
    await Promise.all([one, two].map(({ services }) => services.runs.queue.fill()));
    left = (await one.services.runs.list()).filter((run) => !isFinished(run)).length;
  }
  const ended = await Promise.all(ids.map((id) => one.services.runs.get(id)));
  expect(ended.map(({ step }) => step)).toEqual(ended.map(({ totalSteps }) => totalSteps));
  for (const { id } of ended) {
    const { 'batch.loss': losses } = await one.services.runs.series(id, ['batch.loss']);
    expect(losses?.step).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  }
  // Some of them were trained by the other window.
  await one.services.runs.noticeOthers();
  await Promise.all(ids.map((id) => one.services.runs.ended(id)));
  expect(one.services.runs.activeCount).toBe(0);
});

test('a queue that stands still starts nothing and lets go on what trains; its runs start when it is let go', async () => {
  const app = await openWindow();
  const { runs, live } = app.services;
  const { a = '' } = await start(app, 'a');
  await waitForSteps(app.services, a);
  await runs.queue.pause();
  const { b = '' } = await start(app, 'b');
  await runs.stop(a);
  await runs.ended(a);
  await runs.queue.fill();
  expect((await runs.get(b)).status).toBe('queued');
  await runs.queue.resume();
  await waitForSteps({ runs, live }, b);
  await runs.stop(b);
});

test('more runners start at once what waits', async () => {
  const app = await openWindow();
  const { runs, options } = app.services;
  const { a = '', b = '' } = await start(app, 'ab');
  await waitForSteps(app.services, a);
  expect((await runs.get(b)).status).toBe('queued');
  await options.write({ runners: 2 });
  await waitForSteps(app.services, b);
  await Promise.all([runs.stop(a), runs.stop(b)]);
});

test.each([
  ['runners', 0],
  ['runners', 1.5],
  ['runners', 10_000],
  ['checkpointSteps', 0],
  ['checkpointSeconds', 0],
  ['checkpointSeconds', 4000],
] as const)('option %s = %s is refused with what is accepted, and nothing changes', async (option, value) => {
  const { options } = (await openTestApp()).services;
  const before = await options.read();
  await expect(options.write({ [option]: value })).rejects.toMatchObject({
    code: 'option.invalid',
    params: { option, value: String(value) },
  });
  expect(await options.read()).toEqual(before);
});

test('a run that would not fit beside those that train waits until there is room; one that never fits is refused', async () => {
  let free = 1024 * 2 ** 20;
  const app = await openTestApp({ host: 'web', freeMemory: () => free });
  const { runs, live } = app.services;
  const { a = '' } = await start(app, 'a');
  await waitForSteps(app.services, a);
  free = 0;
  await expect(runs.start(makeStart({}, { layers: '2000:tanh,2000:tanh' }))).rejects.toMatchObject({
    code: 'memory.beyondMachine',
  });
  const { b = '' } = await start(app, 'b');
  await runs.queue.fill();
  expect((await runs.get(b)).status).toBe('queued');
  expect((await runs.queue.read()).short).toMatchObject({ run: b, free: 0 });
  free = 1024 * 2 ** 20;
  await runs.queue.fill();
  await waitForSteps({ runs, live }, b);
  await Promise.all([runs.stop(a), runs.stop(b)]);
});
