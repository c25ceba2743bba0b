import type { Dataset } from '../datasets/dataset.ts';
import type { DatasetFacts } from './schemas.ts';

/** datasets/HASH.bin: X, float32 (m, n_0), then Y, float32 (m, 1) or of a regression (m, n_L), little-endian. */
export function toExampleBytes({ X, Y }: Dataset): Uint8Array[] {
  return [X, Y].map((values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

export function examplesSize({ task, examples }: DatasetFacts): number {
  return 4 * examples * (task.inputs + targetWidth(task));
}

/** @param bytes as many as `examplesSize` says */
export function fromExampleBytes(bytes: Uint8Array, facts: DatasetFacts): Dataset {
  const { buffer } = new Uint8Array(bytes);
  const { task, examples } = facts;
  return {
    ...facts,
    X: new Float32Array(buffer, 0, examples * task.inputs),
    Y: new Float32Array(buffer, 4 * examples * task.inputs, examples * targetWidth(task)),
  };
}

function targetWidth({ kind, outputs }: DatasetFacts['task']): number {
  return kind === 'regression' ? outputs : 1;
}
