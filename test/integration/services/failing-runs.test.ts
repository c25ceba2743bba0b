import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { spawnTraining } from '#main/hosts/places.ts';
import type { StoreClient } from '#main/store/api.ts';
import type { TrainingJob } from '#main/training/messages.ts';
import { makeFolder, makeLog, makeStart, openRuns, openTestApp } from './test-app.ts';

/** Starts a thread of this source for jobs of one epoch, and a real one for all others. */
function spawnBroken(source: string): (job: TrainingJob) => Worker {
  const file = path.join(makeFolder(), 'broken.mjs');
  writeFileSync(file, source);
  return (job) => (job.epochs === 1 ? new Worker(file) : spawnTraining(job));
}

test.each([
  ['throws', `throw new Error('out of paper')`, 'out of paper'],
  ['throws later', `setImmediate(() => { throw new TypeError('no such ink') })`, 'no such ink'],
  ['leaves without a word', `process.exit(3)`, 'The training thread ended early (code 3).'],
])('a thread that %s fails its own run with the cause, and no other', async (_what, source, message) => {
  const app = await openTestApp();
  const runs = openRuns(app, { spawn: spawnBroken(source), runners: 1 });
  const [broken, whole] = [await runs.start(makeStart({ epochs: 1 })), await runs.start(makeStart())];
  const failed = await runs.ended(broken.id);
  expect(failed).toMatchObject({ status: 'failed', failure: { message }, weightsSha256: null });
  expect(failed.endedAt).not.toBeNull();
  expect((await runs.ended(whole.id)).status).toBe('finished');
  await expect(app.services.surfaces.of(failed.id, 4)).rejects.toMatchObject({ code: 'run.noParameters' });
});

test('a thread that cannot be started fails its run, makes room for the next, and hinders no closing', async () => {
  const app = await openTestApp();
  const spawn = (job: TrainingJob) => {
    if (job.epochs === 1) throw new Error('no more threads');
    return spawnTraining(job);
  };
  const runs = openRuns(app, { spawn, runners: 1 });
  const [broken, whole] = [await runs.start(makeStart({ epochs: 1 })), await runs.start(makeStart())];
  expect(await runs.ended(broken.id)).toMatchObject({
    status: 'failed',
    failure: { message: 'no more threads' },
  });
  expect((await runs.ended(whole.id)).status).toBe('finished');
  expect(runs.activeCount).toBe(0);
  await runs.interruptAll();
});

/** The store of an app in which some calls fail. */
function breakStore(store: StoreClient, broken: Partial<StoreClient>): StoreClient {
  return { ...store, ...broken };
}

/** A fault, not a disk that is full: on that a run waits. */
const misfit = () => Promise.reject(new Error('the row does not fit'));

test('rows that cannot be kept end the run with the reason; what was kept before stays', async () => {
  const app = await openTestApp();
  const { store } = app.services;
  let calls = 0;
  const appendRows: StoreClient['appendRows'] = (run, rows) =>
    (calls += 1) > 2 ? misfit() : store.appendRows(run, rows);
  const runs = openRuns(app, { store: breakStore(store, { appendRows }) });
  const run = await runs.ended((await runs.start(makeStart({ epochs: 1_000_000 }))).id);
  expect(run).toMatchObject({
    status: 'failed',
    failure: { message: expect.stringContaining('the row does not fit') as string },
  });
  const { 'batch.loss': losses } = await runs.series(run.id, ['batch.loss']);
  expect(losses?.step.at(-1)).toBe(run.step);
  expect(run.step).toBeGreaterThan(0);
});

test('a last checkpoint that cannot be kept makes the run failed, not training for ever', async () => {
  const app = await openTestApp();
  const { store } = app.services;
  const saveCheckpoints: StoreClient['saveCheckpoints'] = (run, checkpoints) =>
    checkpoints.some(({ kind }) => kind === 'end') ? misfit() : store.saveCheckpoints(run, checkpoints);
  const runs = openRuns(app, { store: breakStore(store, { saveCheckpoints }) });
  const run = await runs.ended((await runs.start(makeStart())).id);
  expect(run).toMatchObject({ status: 'failed', step: 60, weightsSha256: null });
  expect(run.failure?.message).toContain('the row does not fit');
});

test('a store that takes nothing any more holds up neither the next run nor the closing', async () => {
  const app = await openTestApp();
  const { store } = app.services;
  const log = makeLog();
  let first = '';
  const updateRun: StoreClient['updateRun'] = (id, change) =>
    id === first ? misfit() : store.updateRun(id, change);
  const runs = openRuns(app, { store: breakStore(store, { updateRun }), log, runners: 1 });
  ({ id: first } = await runs.start(makeStart()));
  const next = await runs.start(makeStart());
  await runs.ended(first);
  expect(log.errors.join()).toContain(first);
  expect((await runs.ended(next.id)).status).toBe('finished');
  await runs.interruptAll();
});

test.each([
  ['sine', { kind: 'regression', inputs: 1, outputs: 1 }] as const,
  ['moons:n=100', { kind: 'binary', inputs: 2, outputs: 1 }] as const,
])(
  'a learning rate of 1e20 on %s ends as diverged, with the place and the last good parameters',
  async (data, task) => {
    const { services } = await openTestApp();
    const { runs, store } = services;
    const optimizer = { ...defaultRecipe.optimizer, kind: 'sgd' as const, learningRate: 1e20 };
    const { id } = await runs.start(
      makeStart({ optimizer, epochs: 200 }, { data, task, layers: '4:relu,4:relu' }),
    );
    const run = await runs.ended(id);
    expect(run.status).toBe('diverged');
    const { failure } = run;
    expect(failure?.layer).toBeGreaterThanOrEqual(1);
    expect(failure?.tensor).toMatch(/^[A-Za-z]+/);
    expect(failure?.step).toBe(run.step + 1);
    expect(failure?.message).toBe(
      `At step ${run.step + 1}, ${failure?.tensor} of layer ${failure?.layer} is no longer finite.`,
    );
    const checkpoint = await store.readCheckpoint(id);
    expect(checkpoint?.step).toBe(run.step);
    for (const { bytes } of checkpoint?.tensors ?? [])
      expect([...new Float32Array(bytes.buffer.slice(0, bytes.byteLength))].every(Number.isFinite)).toBe(
        true,
      );
    const surface = await services.surfaces.of(id, 5);
    expect(surface?.values.every(Number.isFinite) ?? true).toBe(true);
  },
);

test('data that overflows ends as diverged at the first step, and nothing was learned', async () => {
  const { services } = await openTestApp();
  const rows = Array.from(
    { length: 60 },
    (_, row) => `${row % 2 ? '' : '-'}3e38,3e38,${row % 2 ? 'a' : 'b'}`,
  );
  const data = await services.datasets.importCsv({
    fileName: 'huge.csv',
    text: ['x,y,kind', ...rows].join('\n'),
  });
  const input = makeStart({ standardize: false }, { data: data.source, layers: '8:relu,8:relu' });
  const { id } = await services.runs.start(input);
  expect(await services.runs.ended(id)).toMatchObject({ status: 'diverged', step: 0, failure: { step: 1 } });
});
