import { createHash } from 'node:crypto';
import type { NetworkTrainer } from '#shared/core/engine/engine.ts';

/** SHA-256, hex, over the bytes of all parameters and running statistics. */
export function hashTrainer({
  parameters,
  statistics,
}: Pick<NetworkTrainer, 'parameters' | 'statistics'>): string {
  const hash = createHash('sha256');
  for (const { values } of [...parameters, ...statistics]) hash.update(values.slice());
  return hash.digest('hex');
}

/** A copy of the same numbers, to compare with later. */
export function copyTensors({ parameters, statistics }: NetworkTrainer): Record<string, Float32Array> {
  return Object.fromEntries([...parameters, ...statistics].map(({ name, values }) => [name, values.slice()]));
}
