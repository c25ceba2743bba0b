import { existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Clock } from '#main/services/clock.ts';
import { spawnStore } from '#main/hosts/places.ts';
import { openStoreClient } from '#main/store/client.ts';
import type { App } from '#main/app.ts';
import { endless, makeFolder, makeStart, openTestApp, waitForRun, waitForSteps } from './test-app.ts';

// Every test starts and ends several threads.
vi.setConfig({ testTimeout: 120_000 });

const entry = new URL('../store/limited-store-thread.ts', import.meta.url);
const plenty = 1_000_000;

/** Attempts come when the test says so. */
class StillClock implements Clock {
  readonly #works = new Set<() => void>();
  readonly now = Date.now;
  every(_milliseconds: number, work: () => void): () => void {
    this.#works.add(work);
    return () => this.#works.delete(work);
  }
  tick(): void {
    for (const work of [...this.#works]) work();
  }
}

async function openLimited(): Promise<{
  app: App;
  file: string;
  clock: StillClock;
  leave: (freePages: number) => void;
}> {
  const file = path.join(makeFolder(), 'layerbench.sqlite');
  const clock = new StillClock();
  const threads: Worker[] = [];
  const app = await openTestApp({
    storeFile: file,
    clock,
    spawnStore: (data) => {
      const thread = new Worker(entry, { workerData: data });
      threads.push(thread);
      return thread;
    },
  });
  return { app, file, clock, leave: (freePages) => threads[0]?.postMessage({ freePages }) };
}

/** A run that trains until the disk is full. */
async function trainUntilFull(recipe = endless) {
  const opened = await openLimited();
  const { services } = opened.app;
  const run = await services.runs.start(makeStart(recipe));
  await waitForSteps(services, run.id);
  opened.leave(0);
  const paused = await waitForRun(services, run.id, ({ status }) => status === 'paused');
  return { ...opened, services, run, paused };
}

test('on a full disk a run is paused, the space that it needs is named, and the reserve has made way', async () => {
  const { file, services, paused, leave } = await trainUntilFull();
  expect(paused.failure?.message).toMatch(/the disk is full; \d+ MB must be free on it/);
  expect(await services.store.findRun(paused.id)).toMatchObject({
    status: 'paused',
    failure: { message: paused.failure?.message },
  });
  expect(existsSync(`${file}.reserve`)).toBe(false);
  leave(plenty);
});

test('when there is room the run goes on by itself, without a gap, and the reserve is there again', async () => {
  const { file, clock, services, run, leave } = await trainUntilFull({ ...endless, epochs: 20_000 });
  const before = (await services.store.findRun(run.id)).step;
  leave(plenty);
  const ticking = setInterval(() => clock.tick(), 20);
  onTestFinished(() => clearInterval(ticking));
  const finished = await waitForRun(services, run.id, ({ status }) => status === 'finished');
  expect(finished.step).toBeGreaterThan(before);
  expect(finished.failure).toBeNull();
  const { 'batch.loss': loss } = await services.runs.series(run.id, ['batch.loss']);
  expect(loss?.step).toEqual(Array.from({ length: finished.totalSteps }, (_, i) => i + 1));
  expect(statSync(`${file}.reserve`).size).toBeGreaterThan(1e6);
  expect((await services.store.inspect()).check).toBe('ok');
});

test('while there is no room it stays paused however often it is tried', async () => {
  const { clock, services, run, leave } = await trainUntilFull();
  const { step } = await services.store.findRun(run.id);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const again = waitForRun(services, run.id, ({ status }) => status === 'training');
    clock.tick();
    await again;
    await waitForRun(services, run.id, ({ status }) => status === 'paused');
  }
  expect((await services.store.findRun(run.id)).step).toBe(step);
  leave(plenty);
});

test('resuming a run that waits tries again at once', async () => {
  const { services, run, leave } = await trainUntilFull();
  leave(plenty);
  await services.runs.resume(run.id);
  await waitForRun(services, run.id, ({ status, failure }) => status === 'training' && failure === null);
});

test('a run that waits can be stopped, and what was acknowledged is there', async () => {
  const { services, run, paused } = await trainUntilFull();
  await services.runs.stop(run.id);
  const stopped = await services.runs.ended(run.id);
  expect(stopped).toMatchObject({ status: 'stopped', step: paused.step, failure: null });
  const { 'batch.loss': loss } = await services.runs.series(run.id, ['batch.loss']);
  expect(loss?.step.length).toBeGreaterThanOrEqual(paused.step);
});

test('closing does not wait for room: the run is interrupted, and another process can go on with it', async () => {
  const { app, file, run } = await trainUntilFull();
  await app.close();
  const store = await openStoreClient(() => spawnStore({ file }));
  onTestFinished(() => store.close());
  expect((await store.findRun(run.id)).status).toBe('interrupted');
  expect(await store.readWholeCheckpoint(run.id)).not.toBeNull();
});

test('a refusal of the disk that is not for room waits as well', async () => {
  const { app, file, clock } = await openLimited();
  const { services } = app;
  const run = await services.runs.start(makeStart(endless));
  await waitForSteps(services, run.id);
  // The place of the store: as when a stick is pulled out, and put back.
  renameSync(file, `${file}.away`);
  const paused = await waitForRun(services, run.id, ({ status }) => status === 'paused');
  expect(paused.failure?.message).toContain('no longer at its place');
  renameSync(`${file}.away`, file);
  clock.tick();
  await waitForRun(services, run.id, ({ status, failure }) => status === 'training' && failure === null);
});
