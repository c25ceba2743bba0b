import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { Failure } from '#shared/contract/runs.ts';
import { spawnTraining } from '#main/hosts/places.ts';
import type { TrainingJob } from '#main/training/messages.ts';
import type { Fault } from './faulty-thread.ts';
import { makeStart, openRuns, openTestApp, waitForSteps } from './test-app.ts';

/** So many epochs that the fault comes first. */
const faulty = { epochs: 1_000_000, gradients: 'off' as const };
const healthy = { epochs: 1000, gradients: 'off' as const };
const entry = path.join(import.meta.dirname, 'faulty-thread.ts');

/** A thread with a fault for the job of `faulty`, a healthy one for all others. */
function spawnWith(fault: Fault): (job: TrainingJob) => Worker {
  return (job) => {
    if (job.epochs !== faulty.epochs) return spawnTraining(job);
    const resourceLimits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8 };
    return new Worker(entry, { workerData: job, argv: [fault], resourceLimits });
  };
}

const said = (pattern: RegExp) => expect.stringMatching(pattern) as string;

test.each<[Fault, Failure]>([
  ['throws', { kind: 'threw', message: 'no such ink' }],
  ['leaves', { kind: 'ended', message: 'The training thread ended early (code 3).' }],
  [
    'fills its heap',
    {
      kind: 'memory',
      layer: 1,
      message: said(
        /^Its thread ran out of memory \(.*heap out of memory\)\. Layer 1 takes the most: W1 is \(4, 2\), .* MiB;/,
      ),
    },
  ],
  [
    'gets no memory',
    {
      kind: 'memory',
      layer: 1,
      message: said(/training needs 1 MiB of memory, which this machine does not give/),
    },
  ],
  [
    'traps',
    {
      ...{ kind: 'trap', layer: 2, pass: 'forward', step: expect.any(Number) as number },
      message: said(
        /^At step \d+, the engine stopped in the forward pass of layer 2 \(memory access out of bounds\)\.$/,
      ),
    },
  ],
])(
  'a thread that %s fails its own run with the cause, and neither the run beside it nor the next',
  async (fault, failure) => {
    const app = await openTestApp();
    const runs = openRuns(app, { spawn: spawnWith(fault) });
    const alone = await runs.ended((await runs.start(makeStart(healthy))).id);
    const broken = await runs.start(makeStart(faulty));
    const beside = await runs.start(makeStart(healthy));
    const next = await runs.start(makeStart(healthy));
    const failed = await runs.ended(broken.id);
    expect(failed).toMatchObject({ status: 'failed', failure, weightsSha256: null });
    for (const { id } of [beside, next])
      expect(await runs.ended(id)).toMatchObject({ status: 'finished', weightsSha256: alone.weightsSha256 });
    const recorded = (await app.services.store.lastSteps(failed.id)).step;
    expect(recorded).toBe(fault === 'gets no memory' ? -1 : failed.step);
    expect(recorded > 0).toBe(fault !== 'gets no memory');
  },
);

test('a thread that is terminated fails its own run; what it recorded stays, and the run can go on', async () => {
  const app = await openTestApp();
  const threads: Worker[] = [];
  const runs = openRuns(app, {
    spawn: (job) => {
      const thread = spawnTraining(job);
      threads.push(thread);
      return thread;
    },
  });
  const { id } = await runs.start(makeStart(faulty));
  await waitForSteps({ runs, live: app.services.live }, id);
  await threads[0]?.terminate();
  const failed = await runs.ended(id);
  expect(failed).toMatchObject({ status: 'failed', failure: { kind: 'ended' } });
  const { 'batch.loss': losses } = await runs.series(id, ['batch.loss']);
  expect(losses?.step.at(-1)).toBe(failed.step);
  expect((await runs.checkpoints(id)).map(({ kind }) => kind)).toContain('start');
  expect(await runs.resume(id)).toMatchObject({ status: 'queued', failure: null });
});
