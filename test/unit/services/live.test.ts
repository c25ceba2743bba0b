import { expect, onTestFinished, test } from 'vitest';
import type { AppEvent, Progress } from '#shared/contract/events.ts';
import { Live } from '#main/services/live.ts';
import { makeRun } from '../store/samples.ts';

function progressAt(step: number): Progress {
  return { epoch: 0, step, totalSteps: 1_000_000, stepsPerSecond: 1, secondsLeft: null };
}

/** A watcher that is already registered, and whose first events wait to be read. */
function startWatching(live: Live) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const events = live.watch(stop.signal);
  const first = events.next();
  return {
    stop,
    first,
    /** Reads until an event fits. */
    async find(fits: (event: AppEvent) => boolean): Promise<AppEvent> {
      for (let next = await first; ; next = await events.next()) {
        if (next.done) throw new Error('the events ended');
        if (fits(next.value)) return next.value;
      }
    },
    next: () => events.next(),
  };
}

test('who looks away gets one event for each run: its newest state, and all its points in order', async () => {
  const live = new Live();
  const watcher = startWatching(live);
  live.runChanged(makeRun({ status: 'queued' }));
  await watcher.first;
  for (let step = 1; step <= 50; step += 1) {
    live.frames('a', progressAt(step), { 'batch.loss': { step: [step], value: [1 / step] } });
    live.runChanged(makeRun({ step }));
  }
  expect((await watcher.next()).value).toEqual({
    type: 'frames',
    run: 'a',
    progress: progressAt(50),
    series: {
      'batch.loss': {
        step: Array.from({ length: 50 }, (_, index) => index + 1),
        value: Array.from({ length: 50 }, (_, index) => 1 / (index + 1)),
      },
    },
  });
  expect((await watcher.next()).value).toEqual({ type: 'run', run: makeRun({ step: 50 }) });
});

test('what waits for a slow watcher stays bounded, and keeps the last point and the spike', async () => {
  const live = new Live();
  const watcher = startWatching(live);
  live.storeChanged();
  await watcher.first;
  const block = 100;
  for (let from = 0; from < 100_000; from += block) {
    const step = Array.from({ length: block }, (_, index) => from + index + 1);
    const value = step.map((at) => (at === 31_337 ? 99 : Math.sin(at)));
    live.frames('a', progressAt(from + block), { 'batch.loss': { step, value } });
  }
  const event = (await watcher.next()).value as Extract<AppEvent, { type: 'frames' }>;
  const { step = [], value = [] } = event.series['batch.loss'] ?? {};
  expect(step.length).toBeLessThanOrEqual(2000);
  expect(step.length).toBe(value.length);
  expect(step.at(-1)).toBe(100_000);
  expect(value[step.indexOf(31_337)]).toBe(99);
});

test('a run that ends has its last points before its end', async () => {
  const live = new Live();
  const watcher = startWatching(live);
  live.runChanged(makeRun({ status: 'finished' }));
  live.frames('1a2b3c4d', progressAt(9), {});
  expect((await watcher.first).value).toMatchObject({ type: 'frames' });
  expect((await watcher.next()).value).toMatchObject({ type: 'run', run: { status: 'finished' } });
});

test('every watcher gets everything, from when it began to watch', async () => {
  const live = new Live();
  live.storeChanged();
  const [one, two] = [startWatching(live), startWatching(live)];
  live.runChanged(makeRun());
  expect(await one.find(() => true)).toMatchObject({ type: 'run' });
  expect(await two.find(() => true)).toMatchObject({ type: 'run' });
});

test('a watch ends when its signal aborts, also while it waits, and after it has given what it had', async () => {
  const live = new Live();
  const waiting = startWatching(live);
  waiting.stop.abort();
  expect(await waiting.first).toEqual({ done: true, value: undefined });
  const full = startWatching(live);
  live.storeChanged();
  full.stop.abort();
  expect((await full.first).value).toEqual({ type: 'storeChanged' });
  expect((await full.next()).done).toBe(true);
});
