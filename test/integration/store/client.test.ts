import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { ProblemError } from '#shared/problem.ts';
import { openStoreClient } from '#main/store/client.ts';
import { makeDataset, makeRun, owner } from '../../unit/store/samples.ts';
import { makeStorePath } from '../../unit/store/temporary-folder.ts';
import { spawnStoreThread, startStore } from './start-store-thread.ts';

test('what the thread stores comes back through the client, typed arrays and all', async () => {
  const store = await startStore(makeStorePath());
  onTestFinished(() => store.close());
  const run = makeRun();
  const checkpoint = {
    run: run.id,
    kind: 'end' as const,
    step: 4,
    epoch: 1,
    tensors: [
      {
        name: 'W1',
        role: 'parameter' as const,
        shape: [1, 1],
        type: 'float32' as const,
        bytes: Uint8Array.of(1, 2, 3, 4),
      },
    ],
    state: null,
    sha256: 'c'.repeat(64),
    createdAt: 5,
  };
  await store.putDataset(makeDataset());
  await store.createRun(run, owner);
  await store.openSeries(run.id, 'step', ['train.loss']);
  await store.appendRows(run.id, [
    { group: 'step', steps: Int32Array.of(1, 2), values: Float32Array.of(0.5, NaN) },
  ]);
  await store.saveCheckpoints(run.id, [checkpoint]);
  await store.writeDraft({ data: 'xor', design: run.design, recipe: run.recipe });
  expect(await store.readDataset(makeDataset().hash)).toEqual(makeDataset());
  expect(await store.listRuns()).toEqual([run]);
  expect(await store.readSeries(run.id, 'train.loss')).toEqual({
    steps: Int32Array.of(1, 2),
    values: Float32Array.of(0.5, NaN),
  });
  expect(await store.readCheckpoint(run.id)).toEqual(checkpoint);
  expect((await store.readDraft())?.data).toBe('xor');
});

test('everything is there again after closing and opening', async () => {
  const file = makeStorePath();
  const first = await startStore(file);
  await first.putDataset(makeDataset());
  await first.createRun(makeRun(), owner);
  await first.close();
  const second = await startStore(file);
  onTestFinished(() => second.close());
  expect(await second.findRun('xor 4-1')).toEqual(makeRun());
});

test('a problem crosses the thread with its code, params and sentence', async () => {
  const store = await startStore(makeStorePath());
  onTestFinished(() => store.close());
  const error: unknown = await store.findRun('nobody').catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({
    code: 'run.unknown',
    params: { run: 'nobody' },
    message: 'run "nobody": no saved run has this id or name; "layerbench runs" lists them.',
  });
});

test('a fault of the caller crosses as an error with the place in the store where it was found', async () => {
  const store = await startStore(makeStorePath());
  onTestFinished(() => store.close());
  const error = await store.createRun(makeRun(), owner).catch((cause: unknown) => cause as Error);
  expect(error).not.toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({
    message: expect.stringContaining('FOREIGN KEY') as string,
    stack: expect.stringContaining('runs.ts') as string,
  });
});

test('a file that is not a store is refused when the client opens, and the thread ends', async () => {
  const file = makeStorePath();
  writeFileSync(file, 'x1,x2\n'.repeat(50));
  const thread = spawnStoreThread(file);
  const ended = new Promise((resolve) => thread.once('exit', resolve));
  await expect(openStoreClient(() => thread)).rejects.toMatchObject({
    code: 'store.notAStore',
    params: { file },
  });
  await ended;
  expect(readFileSync(file, 'utf8')).toBe('x1,x2\n'.repeat(50));
});

test('a call that the store does not have is answered with an error', async () => {
  const thread = spawnStoreThread(makeStorePath());
  const store = await openStoreClient(() => thread);
  onTestFinished(() => store.close());
  const answer = new Promise((resolve) => {
    thread.on('message', (message: { id: number }) => message.id === 99 && resolve(message));
  });
  thread.postMessage({ id: 99, method: 'constructor', args: [] });
  expect(await answer).toMatchObject({
    id: 99,
    error: { message: 'the store has no call named constructor' },
  });
});

test('when the thread dies every waiting and every later call is rejected', async () => {
  const thread = spawnStoreThread(makeStorePath());
  const store = await openStoreClient(() => thread);
  const waiting = [store.inspect(), store.listRuns()].map((call) =>
    call.catch((cause: unknown) => cause as Error),
  );
  await thread.terminate();
  for (const error of await Promise.all(waiting))
    expect(error).toMatchObject({ message: expect.stringContaining('the store thread has ended') as string });
  await expect(store.listRuns()).rejects.toThrow('the store thread has ended');
  await store.close();
});

test('when the thread throws outside a call the cause comes with the rejection', async () => {
  const broken = () => new Worker(`setImmediate(() => { throw new Error('out of paper') })`, { eval: true });
  await expect(openStoreClient(broken)).rejects.toMatchObject({
    message: 'the store thread failed: out of paper',
    cause: expect.objectContaining({ message: 'out of paper' }) as Error,
  });
});

test('close ends the thread, may be called twice, and refuses calls that come after it', async () => {
  const thread = spawnStoreThread(makeStorePath());
  let exitCode: number | undefined;
  thread.once('exit', (code) => (exitCode = code));
  const store = await openStoreClient(() => thread);
  await Promise.all([store.close(), store.close()]);
  expect(exitCode).toBe(0);
  await expect(store.listRuns()).rejects.toThrow('the store thread has ended');
});

test('calls that were made before close are answered', async () => {
  const store = await startStore(makeStorePath());
  const answers = [store.listRuns(), store.readDraft()];
  const closed = store.close();
  expect(await Promise.all(answers)).toEqual([[], null]);
  await closed;
});
