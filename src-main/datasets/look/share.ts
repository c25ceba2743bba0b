import { setImmediate } from 'node:timers/promises';
import type { Dataset } from '../dataset.ts';

/** Numbers copied at a time: some milliseconds, between which everything else has its turn. */
const stretch = 1_000_000;
const shared = new WeakMap<Dataset, Promise<Dataset>>();

/** The same dataset with buffers that threads can share, copied once and without holding anyone up. */
export function shareDataset(dataset: Dataset): Promise<Dataset> {
  const known = shared.get(dataset);
  if (known !== undefined) return known;
  const copied = copyDataset(dataset);
  shared.set(dataset, copied);
  return copied;
}

async function copyDataset(dataset: Dataset): Promise<Dataset> {
  return { ...dataset, X: await copyFloats(dataset.X), Y: await copyFloats(dataset.Y) };
}

async function copyFloats(values: Float32Array): Promise<Float32Array> {
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  for (let from = 0; from < values.length; from += stretch) {
    copy.set(values.subarray(from, from + stretch), from);
    await setImmediate();
  }
  return copy;
}
