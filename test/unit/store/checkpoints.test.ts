import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Checkpoint } from '#main/store/api.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

function makeCheckpoint(run: string, step: number): Checkpoint {
  return {
    run,
    step,
    epoch: 2,
    tensors: [
      { name: 'W1', shape: [2, 1], type: 'float32', bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, step) },
      { name: 'b1', shape: [1, 1], type: 'float64', bytes: new Uint8Array(8) },
    ],
    sha256: 'c'.repeat(64),
    createdAt: 77,
  };
}

test('the last checkpoint is read back with its tensors in order', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  expect(store.readCheckpoint(id)).toBeNull();
  store.saveCheckpoint(makeCheckpoint(id, 10));
  store.saveCheckpoint(makeCheckpoint(id, 20));
  expect(store.readCheckpoint(id)).toEqual(makeCheckpoint(id, 20));
});

test('a checkpoint of the same step takes the place of the one before', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.saveCheckpoint(makeCheckpoint(id, 10));
  store.saveCheckpoint({ ...makeCheckpoint(id, 10), tensors: [] });
  expect(store.readCheckpoint(id)?.tensors).toEqual([]);
});

test('a checkpoint that cannot be written leaves the one before', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.saveCheckpoint(makeCheckpoint(id, 10));
  const broken = makeCheckpoint(id, 20);
  const tensors = [...broken.tensors, { ...broken.tensors[0], type: 'int8' }] as Checkpoint['tensors'];
  expect(() => store.saveCheckpoint({ ...broken, tensors })).toThrow(/CHECK/);
  expect(store.readCheckpoint(id)).toEqual(makeCheckpoint(id, 10));
});

test.each([
  `UPDATE checkpoint_tensor SET bytes = zeroblob(8) WHERE name = 'W1'`,
  `UPDATE checkpoint_tensor SET shape = '[1,2]' WHERE name = 'W1'`,
  `UPDATE checkpoint_tensor SET name = 'W2' WHERE name = 'W1'`,
  `DELETE FROM checkpoint_tensor WHERE name = 'b1'`,
  `UPDATE checkpoint SET sha256 = 'd'`,
])('a damaged checkpoint is refused by run and step (%s)', (damage) => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  store.saveCheckpoint(makeCheckpoint(id, 10));
  const db = new Database(file);
  db.exec(damage);
  db.close();
  expect(() => store.readCheckpoint(id)).toThrow(/checkpoint of run 1a2b3c4d at step 10 is damaged/);
});

test('a checkpoint of an unknown run is refused', () => {
  const store = openTestStore();
  expect(() => store.saveCheckpoint(makeCheckpoint('nobody', 1))).toThrow(
    expect.objectContaining({ code: 'run.unknown' }),
  );
  expect(() => store.readCheckpoint('nobody')).toThrow(expect.objectContaining({ code: 'run.unknown' }));
});
