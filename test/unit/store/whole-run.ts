import type { Run } from '#shared/contract/runs.ts';
import type { StoreApi } from '#main/store/api.ts';
import { createSampleRun } from './samples.ts';

/** A run that has ended and recorded something of every kind; `rows` of two series fill chunks and leave a tail. */
export function createWholeRun(store: StoreApi, change: Partial<Run> = {}, rows = 1500): Run {
  const { id } = createSampleRun(store, change);
  store.openSeries(id, 'step', ['batch.loss', 'train.loss']);
  const steps = Int32Array.from({ length: rows }, (_, step) => step);
  const values = Float32Array.from({ length: 2 * rows }, (_, i) => i / 7);
  store.appendRows(id, [{ group: 'step', steps, values }]);
  store.saveHashes(id, [{ step: rows, moment: 'end', tensors: [{ name: 'W1', sha256: 'a'.repeat(64) }] }]);
  const tensor = { name: 'W1', role: 'parameter' as const, shape: [50, 20], type: 'float32' as const };
  store.saveCheckpoints(id, [
    {
      ...{ kind: 'end', step: rows, epoch: 3, sha256: 'c'.repeat(64), createdAt: 5, state: null },
      tensors: [{ ...tensor, bytes: new Uint8Array(4000).fill(7) }],
    },
  ]);
  return store.updateRun(id, { status: 'finished', endedAt: 1_700_000_001_000, epoch: 3, step: rows });
}

/** Everything that the store answers about what a run recorded, whether or not it is in the trash. */
export function readEverything(store: StoreApi, id: string) {
  const checkpoint = store.readCheckpoint(id);
  return {
    series: store.seriesKeys(id).map((key) => [key, store.readSeries(id, key)]),
    latest: store.latestValues(id),
    // Without the run's own name, so that runs that recorded the same are the same.
    checkpoint: checkpoint && { ...checkpoint, run: 'this' },
    hashes: store.readHashes(id),
    documents: store.currentHashes(id),
  };
}
