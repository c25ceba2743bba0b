import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { defaultRecipe } from '#shared/design/recipe.ts';
import type { Run, StartRun } from '#shared/contract/runs.ts';
import { spawnTraining } from '#main/hosts/places.ts';
import type { TrainingJob } from '#main/training/messages.ts';
import { ReplayService } from '#main/services/replays.ts';
import { endless, makeFolder, makeStart, openTestApp, waitForSteps } from './test-app.ts';

async function openReplays() {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const { services } = await openTestApp({ storeFile });
  const { runs, replays, store } = services;
  const train = async (start: StartRun = makeStart()): Promise<Run> =>
    runs.ended((await runs.start(start)).id);
  /** Changes the file behind the store's back. */
  const tamper = (sql: string, ...values: unknown[]) => {
    const db = new Database(storeFile);
    db.pragma('foreign_keys = OFF');
    db.prepare(sql).run(...values);
    db.close();
  };
  return { services, runs, replays, store, train, tamper };
}

test('a run records every parameter at its start, at the end of each epoch, and at its end', async () => {
  const { train, store } = await openReplays();
  const run = await train();
  const recorded = await store.readHashes(run.id);
  expect(recorded.map(({ step, moment }) => [step, moment])).toEqual([
    [0, 'start'],
    ...Array.from({ length: 19 }, (_, index) => [3 * (index + 1), 'epoch']),
    [60, 'end'],
  ]);
  for (const { tensors, isSound } of recorded) {
    expect(isSound).toBe(true);
    expect(tensors).toEqual(
      ['W1', 'b1', 'W2', 'b2'].map((name) => ({
        name,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      })),
    );
  }
  expect(new Set(recorded.map(({ tensors }) => tensors[0]?.sha256)).size).toBe(21);
  expect(run.manifestHash).toMatch(/^[0-9a-f]{64}$/);
  expect(run.execution).toEqual({
    threads: expect.any(Number) as number,
    simd: '128',
    tile: expect.stringMatching(/^\d+x\d+$/) as string,
    node: process.version,
    v8: process.versions.v8,
  });
});

test('a finished run is replayed to the same bytes, and nothing is saved for it', async () => {
  const { train, replays, runs } = await openReplays();
  const run = await train();
  expect(await replays.replay(run.name)).toEqual({
    identical: true,
    checkedSteps: 21,
    firstDifference: null,
  });
  expect(await runs.list()).toEqual([run]);
});

test('imported data, several classes and values are replayed alike', async () => {
  const { train, replays, services } = await openReplays();
  const rows = Array.from({ length: 40 }, (_, row) => `${row},${(row * 7) % 11},${'abc'[row % 3] ?? ''}`);
  const text = ['x,y,kind', ...rows].join('\n');
  const { source } = await services.datasets.importCsv({ fileName: 'three.csv', text });
  const classes = { kind: 'multiclass', inputs: 2, outputs: 3 } as const;
  const values = { kind: 'regression', inputs: 1, outputs: 1 } as const;
  for (const change of [
    { data: source, task: classes },
    { data: 'sine', task: values },
  ]) {
    const run = await train(makeStart({ epochs: 3, batchSize: 8 }, change));
    expect(await replays.replay(run.id)).toMatchObject({ identical: true, checkedSteps: 4 });
  }
});

test('normalisation, dropout, residuals, a schedule and an early stop come out the same', async () => {
  const { train, replays, store } = await openReplays();
  const schedule = { ...defaultRecipe.schedule, kind: 'cosine' as const, warmUp: 5 };
  const earlyStopping = { patience: 3, minDelta: 1 };
  const start = makeStart({ epochs: 200, schedule, earlyStopping }, { layers: '6:tanh,6:relu' });
  const [first, second, ...rest] = start.design.layers;
  if (!first || !second) throw new Error('two hidden layers were asked for');
  const layers = [
    { ...first, normalization: 'batch' as const, dropout: 0.2 },
    { ...second, normalization: 'layer' as const, residualFrom: 1 },
    ...rest,
  ];
  const run = await train({ ...start, design: { ...start.design, layers } });
  expect(run).toMatchObject({ status: 'finished', epoch: 4 });
  const [begin, ...later] = await store.readHashes(run.id);
  expect(begin?.tensors.map(({ name }) => name)).toEqual(
    'W1 b1 gamma1 beta1 W2 b2 gamma2 beta2 W3 b3 runningMean1 runningVariance1'.split(' '),
  );
  expect(later.map(({ step, moment }) => [step, moment])).toEqual([
    [12, 'epoch'],
    [12, 'end'],
  ]);
  expect(await replays.replay(run.id)).toEqual({
    identical: true,
    checkedSteps: 2,
    firstDifference: null,
  });
});

test('a run that was stopped is replayed as far as it came', async () => {
  const { services, runs, replays } = await openReplays();
  const { id } = await runs.start(makeStart(endless));
  await waitForSteps(services, id);
  await runs.stop(id);
  const { step } = await runs.ended(id);
  const seen: number[] = [];
  const onProgress = (_: Run, progress: { step: number }) => void seen.push(progress.step);
  expect(await replays.replay(id, { onProgress })).toMatchObject({ identical: true, firstDifference: null });
  expect(seen.at(-1)).toBe(step);
});

test('a run that diverged diverges again in the same place', async () => {
  const { train, replays, tamper } = await openReplays();
  const optimizer = { ...defaultRecipe.optimizer, kind: 'sgd' as const, learningRate: 1e20 };
  const run = await train(makeStart({ optimizer }, { data: 'sine', task: sine, layers: '4:relu,4:relu' }));
  expect(run.status).toBe('diverged');
  expect(await replays.replay(run.id)).toMatchObject({ identical: true });
  tamper('UPDATE run SET failure_layer = 3');
  const report = await replays.replay(run.id);
  expect(report).toMatchObject({ identical: false, firstDifference: { step: run.failure?.step } });
});
const sine = { kind: 'regression', inputs: 1, outputs: 1 } as const;

test('other numbers from the engine are found at the first step and tensor that differ', async () => {
  const { train, services } = await openReplays();
  const run = await train();
  const { store, datasets, simd } = services;
  const spawn = (job: TrainingJob) => spawnTraining({ ...job, seed: 2 });
  const replays = new ReplayService({ store, datasets, simd, spawn });
  const recorded = await store.readHashes(run.id);
  const report = await replays.replay(run.id);
  expect(report).toEqual({
    identical: false,
    checkedSteps: 1,
    firstDifference: {
      step: 3,
      tensor: 'W1',
      expected: recorded[1]?.tensors[0]?.sha256,
      found: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    },
  });
});

test.each([
  [
    'a recipe',
    `UPDATE recipe SET json = replace(json, '"learningRate":0.01', '"learningRate":0.02')`,
    { step: 3, tensor: 'W1', reason: /^the recipe of the run was altered/ },
  ],
  [
    'a setting that decides no number',
    `UPDATE recipe SET json = replace(json, '"gradients":"scalars"', '"gradients":"off"')`,
    { step: 0, tensor: 'recipe', reason: /^the recipe of the run was altered/ },
  ],
  [
    'a design',
    `UPDATE design SET json = replace(json, 'tanh', 'relu')`,
    { step: 3, tensor: 'W1', reason: /^the design of the run was altered/ },
  ],
  [
    'examples',
    `UPDATE dataset SET X = zeroblob(length(X))`,
    { step: 3, tensor: 'W1', reason: /^the dataset of the run was altered/ },
  ],
  [
    'the recorded hash of a dataset',
    `UPDATE run SET dataset_hash = '${'0'.repeat(64)}'`,
    { step: 0, tensor: 'dataset', reason: /^the dataset of the run was altered/ },
  ],
  [
    'an engine',
    `UPDATE run SET engine = 'wasm-simd@0'`,
    { step: 0, tensor: 'manifest', reason: /^the engine differs: the run names wasm-simd@0/ },
  ],
  [
    'how many examples were trained on',
    `UPDATE run SET train_examples = 71`,
    { step: 0, tensor: 'manifest', reason: /^the manifest of the run was altered/ },
  ],
  [
    'the hash of the weights',
    `UPDATE run SET weights_sha256 = '${'0'.repeat(64)}'`,
    { step: 60, tensor: 'weights', reason: /hash of the run’s weights was altered/ },
  ],
  [
    'the hash of a tensor',
    `UPDATE parameter_hash SET tensors = replace(tensors, '"b1","', '"b1","0') WHERE step = 30`,
    { step: 30, tensor: 'b1', reason: /hashes of step 30 were altered/ },
  ],
  [
    'a deleted hash',
    `DELETE FROM parameter_hash WHERE step = 30`,
    { step: 30, tensor: 'W1', expected: null },
  ],
])('what was altered behind the store is named as the reason: %s', async (_what, sql, difference) => {
  const { train, tamper, replays } = await openReplays();
  const run = await train();
  tamper(sql);
  const { reason, ...rest } = { reason: null, ...difference };
  const report = await replays.replay(run.id);
  expect(report).toMatchObject({ identical: false, firstDifference: rest });
  if (reason !== null) expect(report?.firstDifference?.reason).toMatch(reason);
});

test('a recipe that is none any more is named as damaged', async () => {
  const { train, tamper, replays } = await openReplays();
  const run = await train();
  tamper(`UPDATE recipe SET json = replace(json, '"batchSize":32', '"batchSize":-1')`);
  await expect(replays.replay(run.id)).rejects.toMatchObject({
    code: 'store.damaged',
    params: { place: `recipe ${run.recipeHash}` },
  });
});

test('a run from before there were hashes, and one that still trains, cannot be replayed', async () => {
  const { services, train, tamper, runs, replays } = await openReplays();
  const old = await train();
  tamper('DELETE FROM parameter_hash');
  await expect(replays.replay(old.id)).rejects.toMatchObject({
    code: 'run.noHashes',
    params: { run: old.name },
  });
  const { id } = await runs.start(makeStart(endless));
  onTestFinished(async () => void (await runs.stop(id).catch(() => undefined)));
  await waitForSteps(services, id);
  await expect(replays.replay(id)).rejects.toMatchObject({ code: 'run.notEnded' });
  await expect(replays.replay('nobody')).rejects.toMatchObject({ code: 'run.unknown' });
});

test('a replay that is ended early has no report', async () => {
  const { services, runs, replays } = await openReplays();
  const { id } = await runs.start(makeStart(endless));
  await waitForSteps(services, id);
  await runs.stop(id);
  await runs.ended(id);
  const stop = new AbortController();
  stop.abort();
  expect(await replays.replay(id, { signal: stop.signal })).toBeNull();
});

test('a run of another number of threads comes to the same bytes and is replayed with any', async () => {
  const { train, replays } = await openReplays();
  const [one, two] = [
    await train({ ...makeStart(), threads: 1 }),
    await train({ ...makeStart(), threads: 2 }),
  ];
  expect(one.weightsSha256).toBe(two.weightsSha256);
  expect([one.execution?.threads, two.execution?.threads]).toEqual([1, 2]);
  expect(await replays.replay(two.id, { threads: 1 })).toMatchObject({ identical: true });
});

test('a run that does not fit into memory is refused, and nothing of it is kept', async () => {
  const { runs } = await openReplays();
  const start = makeStart({}, { layers: '16384:relu,16384:relu' });
  await expect(runs.start(start)).rejects.toMatchObject({
    code: 'memory.beyondEngine',
    params: { most: 4096 },
  });
  expect(await runs.list()).toEqual([]);
});
