import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { spawnTraining } from '#main/hosts/places.ts';
import type { TrainingJob } from '#main/training/messages.ts';
import type { Services } from '#main/services/services.ts';
import { endless, makeStart, openRuns, openTestApp, waitForSteps } from './test-app.ts';

const long: Partial<Recipe> = { epochs: 30_000, gradients: 'scalars', seed: 5 };

/** Every series of a run. */
async function allSeries({ runs }: Pick<Services, 'runs'>, id: string) {
  return runs.series(id, await runs.seriesKeys(id));
}

test('a run that was stopped goes on to the weights and series of one that never stopped', async () => {
  const { services } = await openTestApp();
  const { runs, store } = services;
  const whole = await runs.ended((await runs.start(makeStart(long))).id);
  const { id } = await runs.start(makeStart(long));
  await waitForSteps(services, id);
  await runs.stop(id);
  const stopped = await runs.ended(id);
  expect(stopped).toMatchObject({ status: 'stopped', step: expect.any(Number) as number });
  expect(stopped.step).toBeLessThan(whole.step);
  await runs.resume(id);
  const ended = await runs.ended(id);
  expect(ended).toMatchObject({
    status: 'finished',
    step: whole.step,
    weightsSha256: whole.weightsSha256,
    startedAt: stopped.startedAt,
    ...{ train: whole.train, dev: whole.dev, test: whole.test },
  });
  expect(await allSeries(services, id)).toEqual(await allSeries(services, whole.id));
  expect(await store.readHashes(id)).toEqual(await store.readHashes(whole.id));
  expect(await services.replays.replay(id)).toMatchObject({ identical: true });
});

test('a run whose thread was ended goes on from its last checkpoint, and measures nothing twice', async () => {
  const threads: Worker[] = [];
  const spawn = (job: TrainingJob) => {
    const thread = spawnTraining(job);
    threads.push(thread);
    return thread;
  };
  const { services } = await openTestApp({ spawnTraining: spawn });
  const { runs, store } = services;
  const whole = await runs.ended((await runs.start(makeStart(long))).id);
  const { id } = await runs.start(makeStart(long));
  await waitForSteps(services, id);
  await threads.at(-1)?.terminate();
  const failed = await runs.ended(id);
  expect(failed.status).toBe('failed');
  expect((await store.lastSteps(id)).step).toBeGreaterThan(0);
  expect((await store.readWholeCheckpoint(id))?.kind).toBe('start');
  await runs.resume(id);
  expect(await runs.ended(id)).toMatchObject({
    status: 'finished',
    weightsSha256: whole.weightsSha256,
    failure: null,
  });
  expect(await allSeries(services, id)).toEqual(await allSeries(services, whole.id));
});

test('a checkpoint is kept at the start, at the best epoch and at the end', async () => {
  const { services } = await openTestApp();
  const { runs } = services;
  const { id } = await runs.ended((await runs.start(makeStart())).id);
  expect(await runs.checkpoints(id)).toMatchObject([
    { kind: 'start', step: 0, epoch: 0, isWhole: true },
    { kind: 'best', isWhole: true },
    { kind: 'end', step: 60, epoch: 20, isWhole: true },
  ]);
});

test.each(['finished', 'diverged'] as const)(
  'a run that is %s does not go on, and says why',
  async (status) => {
    const { services } = await openTestApp();
    const { runs } = services;
    const recipe =
      status === 'finished' ? {} : { optimizer: { ...makeStart().recipe.optimizer, learningRate: 1e30 } };
    const start = makeStart(
      recipe,
      status === 'finished' ? {} : { layers: '4:relu,4:relu', data: 'moons:n=100' },
    );
    const run = await runs.ended((await runs.start(start)).id);
    expect(run.status).toBe(status);
    await expect(runs.resume(run.id)).rejects.toMatchObject({ code: 'run.notResumable', params: { status } });
    expect(await runs.get(run.id)).toEqual(run);
  },
);

test('two windows that resume one run: the second is told that the first trains it', async () => {
  const { services } = await openTestApp();
  const { runs } = services;
  const { id } = await runs.start(makeStart(endless));
  await waitForSteps(services, id);
  await runs.stop(id);
  await runs.ended(id);
  const second = openRuns({ services }, { owner: { id: 'second', pid: process.pid, hostname: 'here' } });
  const outcomes = await Promise.allSettled([runs.resume(id), second.resume(id)]);
  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'run.beingTrained' });
});

test('a run of another engine does not go on, and names both engines', async () => {
  const { services } = await openTestApp();
  const { runs, store, datasets } = services;
  const run = await runs.ended((await runs.start(makeStart())).id);
  await store.putDataset(await datasets.resolve('moons:n=100'));
  const other: Run = { ...run, id: 'older', status: 'interrupted', engine: 'wasm-simd@1' };
  await store.createRun(other, { id: 'nobody', pid: process.pid, hostname: 'here' });
  await expect(runs.resume('older')).rejects.toMatchObject({
    code: 'run.otherEngine',
    params: { found: 'wasm-simd@1', supported: wasmEngine.id },
  });
});
