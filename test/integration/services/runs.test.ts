import { expect, test } from 'vitest';
import type { AppEvent } from '#shared/contract/events.ts';
import { entry } from '#test/entry.ts';
import { endless, makeStart, openRuns, openTestApp, waitForRun, waitForSteps } from './test-app.ts';

test('a run trains to its end and is kept with scores, hash, checkpoint and every step', async () => {
  const { services } = await openTestApp();
  const { runs, store } = services;
  const started = await runs.start(makeStart());
  expect(started).toMatchObject({
    status: 'queued',
    name: 'moons 2-4-1',
    L: 2,
    parameters: 17,
    engine: 'wasm-simd@2',
    totalSteps: 60,
    examples: { train: 70, dev: 20, test: 10 },
    dataset: { source: 'moons:n=100', name: 'moons' },
  });
  const run = await runs.ended(started.id);
  expect(run).toMatchObject({ status: 'finished', epoch: 20, step: 60, totalSteps: 60, failure: null });
  for (const part of [run.train, run.dev, run.test]) {
    expect(part?.loss).toBeLessThan(0.7);
    expect(part?.accuracy).toBeGreaterThan(0.5);
  }
  expect(run.startedAt).toBeGreaterThanOrEqual(run.createdAt);
  expect(run.endedAt).toBeGreaterThanOrEqual(run.startedAt ?? Infinity);
  expect(run.seconds).toBeGreaterThan(0);
  expect(run.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
  const checkpoint = await store.readCheckpoint(run.id);
  expect(checkpoint).toMatchObject({ step: 60, epoch: 20, sha256: run.weightsSha256 });
  const parameters = checkpoint?.tensors.filter(({ role }) => role === 'parameter');
  expect(parameters?.map(({ name, shape }) => [name, shape])).toEqual([
    ['W1', [4, 2]],
    ['b1', [4, 1]],
    ['W2', [1, 4]],
    ['b2', [1, 1]],
  ]);
});

test('its series have one point for every step, and for every epoch and the start', async () => {
  const { services } = await openTestApp();
  const { runs } = services;
  const { id } = await runs.ended((await runs.start(makeStart())).id);
  const keys = await runs.seriesKeys(id);
  expect(keys).toEqual(
    expect.arrayContaining(['batch.loss', 'train.loss', 'train.accuracy', 'dev.loss', 'dev.accuracy']),
  );
  expect(keys.some((key) => key.startsWith('grad.norm.dW'))).toBe(true);
  const series = await runs.series(id, keys);
  const everyStep = Array.from({ length: 60 }, (_, index) => index + 1);
  const everyEpoch = Array.from({ length: 21 }, (_, epoch) => 3 * epoch);
  for (const key of keys)
    expect(series[key]?.step, key).toEqual(/^(train|dev)\./.test(key) ? everyEpoch : everyStep);
  for (const value of series['batch.loss']?.value ?? []) expect(value).toBeGreaterThan(0);
  expect(series['train.loss']?.value.at(-1)).toBeLessThan(series['train.loss']?.value.at(0) ?? 0);
  const thin = (await runs.series(id, ['batch.loss'], 10))['batch.loss'];
  expect(thin?.step.length).toBeLessThanOrEqual(10);
  expect(thin?.step.at(-1)).toBe(60);
  await expect(runs.series(id, ['loss'])).rejects.toMatchObject({
    code: 'series.unknown',
    params: { key: 'loss', accepted: expect.stringContaining('train.loss') as string },
  });
});

test('gradients are recorded only where the recipe asks, and recording changes no weight', async () => {
  const { services } = await openTestApp();
  const { runs } = services;
  const [off, scalars] = await Promise.all(
    (['off', 'scalars'] as const).map(async (gradients) =>
      runs.ended((await runs.start(makeStart({ gradients }))).id),
    ),
  );
  expect(await runs.seriesKeys(off?.id ?? '')).toEqual(
    expect.not.arrayContaining([expect.stringContaining('grad') as string]),
  );
  expect(off?.weightsSha256).toBe(scalars?.weightsSha256);
});

test('events tell the start, the points and the end, and the points are those in the store', async () => {
  const { services } = await openTestApp();
  const { runs, live } = services;
  const stop = new AbortController();
  const events: AppEvent[] = [];
  const watching = (async () => {
    for await (const event of live.watch(stop.signal)) {
      events.push(event);
      if (event.type === 'run' && event.run.status === 'finished') stop.abort();
    }
  })();
  const { id } = await runs.start(makeStart());
  await watching;
  const frames = events.filter((event) => event.type === 'frames');
  const steps = frames.flatMap(({ series }) => series['batch.loss']?.step ?? []);
  const stored = (await runs.series(id, ['batch.loss']))['batch.loss'];
  expect(steps).toEqual(stored?.step);
  expect(frames.flatMap(({ series }) => series['batch.loss']?.value ?? [])).toEqual(stored?.value);
  expect(frames.at(-1)?.progress).toMatchObject({ step: 60, totalSteps: 60, epoch: 20, secondsLeft: 0 });
  expect(events.at(-1)).toMatchObject({ type: 'run', run: { id, status: 'finished', step: 60 } });
});

test('a run pauses, goes on, and is stopped with what it learned', async () => {
  const { services } = await openTestApp();
  const { runs, store } = services;
  const { id } = await runs.start(makeStart(endless));
  await waitForSteps(services, id);
  await runs.pause(id);
  const paused = await waitForRun(services, id, (run) => run.status === 'paused');
  expect(paused.step).toBeGreaterThan(0);
  await runs.resume(id);
  await waitForRun(services, id, (run) => run.status === 'training' && run.step > paused.step);
  await runs.stop(id);
  const stopped = await runs.ended(id);
  expect(stopped).toMatchObject({ status: 'stopped', failure: null });
  expect(stopped.step).toBeGreaterThan(paused.step);
  expect((await store.readCheckpoint(id))?.step).toBe(stopped.step);
  const { 'batch.loss': losses } = await runs.series(id, ['batch.loss']);
  expect(losses?.step).toEqual(Array.from({ length: stopped.step }, (_, index) => index + 1));
});

test('a paused run can be stopped without going on', async () => {
  const { services } = await openTestApp();
  const { runs } = services;
  const { id } = await runs.start(makeStart(endless));
  await waitForSteps(services, id);
  await runs.pause(id);
  await waitForRun(services, id, (run) => run.status === 'paused');
  const { 'batch.loss': before } = await runs.series(id, ['batch.loss']);
  await runs.stop(id);
  expect((await runs.ended(id)).step).toBe(before?.step.at(-1));
});

test('a run that has ended cannot be steered, and the refusal says what it is', async () => {
  const { services } = await openTestApp();
  const { runs } = services;
  const { id, name } = await runs.ended((await runs.start(makeStart())).id);
  for (const steer of [runs.pause(id), runs.stop(id)])
    await expect(steer).rejects.toMatchObject({
      code: 'run.notActive',
      params: { run: name, status: 'finished' },
    });
  await expect(runs.stop('nobody')).rejects.toMatchObject({ code: 'run.unknown' });
});

test('the same recipe gives the same weights: twice, two at once, and with a pause in between', async () => {
  const app = await openTestApp();
  const { live } = app.services;
  const runs = openRuns(app, {});
  const long = makeStart({ epochs: 40_000, gradients: 'off' });
  const start = async () => (await runs.start(long)).id;
  const [one, two] = await Promise.all([start(), start()]);
  const paused = await start();
  await waitForSteps({ runs, live }, paused);
  await runs.pause(paused);
  await waitForRun({ runs, live }, paused, (run) => run.status === 'paused');
  await runs.resume(paused);
  const ended = await Promise.all([one, two, paused].map((id) => runs.ended(id)));
  expect(ended.map(({ status }) => status)).toEqual(['finished', 'finished', 'finished']);
  expect(new Set(ended.map(({ weightsSha256 }) => weightsSha256)).size).toBe(1);
  const other = await runs.ended((await runs.start({ ...long, recipe: { ...long.recipe, seed: 2 } })).id);
  expect(other.weightsSha256).not.toBe(entry(ended, 0).weightsSha256);
});

test('no more runs train at once than there are runners; the rest wait, and a waiting one can be stopped', async () => {
  const app = await openTestApp();
  const { live } = app.services;
  const runs = openRuns(app, { runners: 2 });
  const ids: string[] = [];
  for (let count = 0; count < 4; count += 1) ids.push((await runs.start(makeStart(endless))).id);
  const [a = '', b = '', c = '', d = ''] = ids;
  for (const id of [a, b]) await waitForSteps({ runs, live }, id);
  expect((await runs.get(c)).status).toBe('queued');
  expect((await runs.get(d)).status).toBe('queued');
  expect(runs.activeCount).toBe(4);
  await expect(runs.pause(c)).rejects.toMatchObject({ code: 'run.notActive', params: { status: 'queued' } });
  expect(await runs.stop(c)).toMatchObject({ status: 'stopped', step: 0, startedAt: null });
  expect((await runs.ended(c)).status).toBe('stopped');
  await runs.stop(a);
  await waitForSteps({ runs, live }, d);
  await Promise.all([b, d].map((id) => runs.stop(id)));
  expect((await Promise.all([a, b, d].map((id) => runs.ended(id)))).map(({ status }) => status)).toEqual([
    'stopped',
    'stopped',
    'stopped',
  ]);
  expect(runs.activeCount).toBe(0);
});

test('runs that start at the same moment get names of their own', async () => {
  const { services } = await openTestApp();
  const started = await Promise.all(
    Array.from({ length: 3 }, () => services.runs.start(makeStart({ epochs: 1 }))),
  );
  expect(started.map(({ name }) => name).toSorted()).toEqual([
    'moons 2-4-1',
    'moons 2-4-1 (2)',
    'moons 2-4-1 (3)',
  ]);
});

test('a run is renamed and found by its new name', async () => {
  const { services } = await openTestApp();
  const { id } = await services.runs.start(makeStart({ epochs: 1 }, { name: ' first ' }));
  expect((await services.runs.get('first')).id).toBe(id);
  await services.runs.rename(id, 'better');
  expect((await services.runs.get('better')).id).toBe(id);
  await expect(services.runs.get('first')).rejects.toMatchObject({ code: 'run.unknown' });
});

test.each([
  ['unknown data', makeStart({}, { data: 'moon' }), 'data.unknownSource'],
  ['a bad option of the data', makeStart({}, { data: 'moons:n=1' }), 'data.badWholeOption'],
  ['a design that does not fit the data', makeStart({}, { data: 'iris' }), 'design.inputs'],
  ['a batch larger than the training part', makeStart({ batchSize: 71 }), 'setting.batchTooLarge'],
  ['a recipe that is none', makeStart({ epochs: 0 }), 'setting.invalid'],
  [
    'a design that is too deep',
    makeStart({}, { layers: Array(200).fill('1:tanh').join(',') }),
    'design.invalid',
  ],
])('%s is refused and leaves no run behind', async (_what, input, code) => {
  const { services } = await openTestApp();
  await expect(services.runs.start(input)).rejects.toMatchObject({ code });
  expect(await services.runs.list()).toEqual([]);
  expect(services.runs.activeCount).toBe(0);
});
