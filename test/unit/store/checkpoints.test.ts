import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { CheckpointKind } from '#shared/contract/checkpoints.ts';
import type { Checkpoint, CheckpointTensor } from '#main/store/api.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

function tensor(
  name: string,
  role: CheckpointTensor['role'],
  type: CheckpointTensor['type'],
  shape: number[],
  bytes: Uint8Array,
): CheckpointTensor {
  return { name, role, shape, type, bytes };
}

function makeCheckpoint(run: string, step: number, kind: CheckpointKind = 'end'): Checkpoint {
  return {
    run,
    kind,
    step,
    epoch: 2,
    tensors: [
      ...[tensor('W1', 'parameter', 'float32', [2, 1], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, step))],
      ...[tensor('first.W1', 'optimizer', 'float64', [1, 1], new Uint8Array(8))],
      ...[tensor('order', 'order', 'uint32', [2], new Uint8Array(8))],
    ],
    sha256: 'c'.repeat(64),
    createdAt: 77,
    state: {
      ...{ engine: 'wasm-simd@2', step, epoch: 2, batch: 1, seconds: 0.5 },
      ...{ batches: [1, 2, 3, 4], powers: [0.9, 0.999], early: null, best: { loss: 0.1, step: 4 } },
    },
  };
}

test('the last checkpoint is read back with its tensors in order', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  expect(store.readCheckpoint(id)).toBeNull();
  store.saveCheckpoints(id, [makeCheckpoint(id, 10)]);
  store.saveCheckpoints(id, [makeCheckpoint(id, 20)]);
  expect(store.readCheckpoint(id)).toEqual(makeCheckpoint(id, 20));
});

test('a checkpoint of the same step takes the place of the one before', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.saveCheckpoints(id, [makeCheckpoint(id, 10)]);
  store.saveCheckpoints(id, [{ ...makeCheckpoint(id, 10), tensors: [] }]);
  expect(store.readCheckpoint(id)?.tensors).toEqual([]);
});

test('a checkpoint that cannot be written leaves the one before', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  store.saveCheckpoints(id, [makeCheckpoint(id, 10)]);
  const broken = makeCheckpoint(id, 20);
  const tensors = [...broken.tensors, { ...broken.tensors[0], type: 'int8' }] as Checkpoint['tensors'];
  expect(() => store.saveCheckpoints(id, [{ ...broken, tensors }])).toThrow(/CHECK/);
  expect(store.readCheckpoint(id)).toEqual(makeCheckpoint(id, 10));
});

test.each([
  `UPDATE checkpoint_tensor SET bytes = zeroblob(8) WHERE name = 'W1'`,
  `UPDATE checkpoint_tensor SET shape = '[1,2]' WHERE name = 'W1'`,
  `UPDATE checkpoint_tensor SET name = 'W2' WHERE name = 'W1'`,
  `DELETE FROM checkpoint_tensor WHERE name = 'order'`,
  `UPDATE checkpoint SET sha256 = 'd'`,
])('a damaged checkpoint is refused by run and step (%s)', (damage) => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  store.saveCheckpoints(id, [makeCheckpoint(id, 10)]);
  const db = new Database(file);
  db.exec(damage);
  db.close();
  expect(() => store.readCheckpoint(id)).toThrow(/checkpoint of run 1a2b3c4d at step 10 is damaged/);
});

test('a checkpoint of an unknown run is refused', () => {
  const store = openTestStore();
  expect(() => store.saveCheckpoints('nobody', [makeCheckpoint('nobody', 1)])).toThrow(
    expect.objectContaining({ code: 'run.unknown' }),
  );
  expect(() => store.readCheckpoint('nobody')).toThrow(expect.objectContaining({ code: 'run.unknown' }));
});

test('a recovery goes when a newer checkpoint can be gone on from, a best when a better one comes', () => {
  const store = openTestStore();
  const { id } = createSampleRun(store);
  const save = (step: number, kind: CheckpointKind, change: Partial<Checkpoint> = {}) =>
    store.saveCheckpoints(id, [{ ...makeCheckpoint(id, step, kind), ...change }]);
  const kept = () => store.listCheckpoints(id).map(({ step, kind }) => `${step} ${kind}`);
  save(0, 'start');
  save(10, 'recovery');
  save(12, 'best');
  save(20, 'keyframe');
  expect(kept()).toEqual(['0 start', '12 best', '20 keyframe']);
  save(25, 'recovery');
  save(26, 'best');
  expect(kept()).toEqual(['0 start', '20 keyframe', '25 recovery', '26 best']);
  // A run that diverged keeps the last good checkpoint.
  save(30, 'end', { state: null });
  expect(kept()).toEqual(['0 start', '20 keyframe', '25 recovery', '26 best', '30 end']);
  expect(store.readWholeCheckpoint(id)?.step).toBe(26);
  expect(store.readWholeCheckpoint(id, 24)).toEqual(makeCheckpoint(id, 20, 'keyframe'));
  expect(store.readCheckpoint(id)?.kind).toBe('end');
  expect(store.readCheckpoint(id, { step: 12, kind: 'keyframe' })).toBeNull();
});

test('a damaged checkpoint is named with the older one that is sound, and training goes on from that', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  for (const step of [10, 20]) store.saveCheckpoints(id, [makeCheckpoint(id, step, 'keyframe')]);
  store.saveCheckpoints(id, [makeCheckpoint(id, 30)]);
  const db = new Database(file);
  db.exec(`UPDATE checkpoint SET state = replace(state, '"batch":1', '"batch":2') WHERE step = 30`);
  db.close();
  expect(() => store.readCheckpoint(id)).toThrow(
    /at step 30 is damaged \(its hash does not fit; the older one at step 20/,
  );
  expect(store.readWholeCheckpoint(id)?.step).toBe(20);
});
