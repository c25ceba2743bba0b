import { expect, onTestFinished, test } from 'vitest';
import type { OpenStore } from '#main/store/client.ts';
import { migrations } from '#main/store/migrations/list.ts';
import { makeDataset, makeRun, owner } from '../../unit/store/samples.ts';
import { makeStorePath } from '../../unit/store/temporary-folder.ts';
import { startStore } from './start-store-thread.ts';

async function startThreads(file: string, count: number): Promise<OpenStore[]> {
  const stores = await Promise.all(Array.from({ length: count }, () => startStore(file)));
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });
  return stores;
}

const newest = migrations.at(-1)?.schema;

test('several threads that open a new file at once all get the same store', async () => {
  for (let attempt = 0; attempt < 5; attempt++) {
    const stores = await startThreads(makeStorePath(), 3);
    const reports = await Promise.all(stores.map((store) => store.inspect()));
    expect(reports.map(({ schema, check }) => [schema, check])).toEqual([
      [newest, 'ok'],
      [newest, 'ok'],
      [newest, 'ok'],
    ]);
  }
}, 60_000);

test('two threads that write at once lose no row, and each reads what the other wrote', async () => {
  const calls = 150;
  const perCall = 20;
  const stores = await startThreads(makeStorePath(), 2);
  const write = async (store: OpenStore, id: string) => {
    await store.putDataset(makeDataset());
    await store.createRun(makeRun({ id }), { ...owner, id: `owner of ${id}` });
    await store.openSeries(id, 'step', ['train.loss']);
    for (let call = 0; call < calls; call++) {
      const steps = Int32Array.from({ length: perCall }, (_, i) => call * perCall + i);
      await store.appendRows(id, [{ group: 'step', steps, values: Float32Array.from(steps) }]);
      await store.updateRun(id, { step: call });
    }
  };
  await Promise.all(stores.map((store, i) => write(store, `run-${i}`)));
  const expected = Array.from({ length: calls * perCall }, (_, step) => step);
  for (const store of stores)
    for (const id of ['run-0', 'run-1'])
      expect(await store.readSeries(id, 'train.loss')).toEqual({
        steps: Int32Array.from(expected),
        values: Float32Array.from(expected),
      });
}, 60_000);

test('a reader beside a writer never sees a gap or a duplicate while chunks are sealed', async () => {
  // Just under a chunk, so that nearly every call seals one.
  const perCall = 1000;
  const [writer, reader] = (await startThreads(makeStorePath(), 2)) as [OpenStore, OpenStore];
  await writer.putDataset(makeDataset());
  await writer.createRun(makeRun(), owner);
  await writer.openSeries('1a2b3c4d', 'step', ['train.loss']);
  let isWriting = true;
  const write = async () => {
    for (let call = 0; call < 150; call++) {
      const steps = Int32Array.from({ length: perCall }, (_, i) => call * perCall + i);
      await writer.appendRows('1a2b3c4d', [{ group: 'step', steps, values: Float32Array.from(steps) }]);
    }
    isWriting = false;
  };
  const read = async () => {
    const lengths = new Set<number>();
    while (isWriting) {
      const { steps } = await reader.readSeries('1a2b3c4d', 'train.loss');
      expect(steps.findIndex((step, i) => step !== i)).toBe(-1);
      expect(steps.length % perCall).toBe(0);
      lengths.add(steps.length);
    }
    return lengths;
  };
  const [, lengths] = await Promise.all([write(), read()]);
  expect(lengths.size).toBeGreaterThan(1);
}, 60_000);
