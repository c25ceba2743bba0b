import type { NetworkTrainer, TrainingSpec } from '#shared/core/engine/engine.ts';

/**
 * A_L for any number of examples, at most `maxBatch` of them at a time, so that wide layers need no more memory
 * than they do in training.
 *
 * @param X (n_0, m)
 * @returns (n_L, m), row by row
 */
export function predictParts(
  trainer: NetworkTrainer,
  spec: Pick<TrainingSpec, 'inputs' | 'layers' | 'maxBatch'>,
  X: Float32Array,
  m: number,
): Float32Array {
  const outputs = spec.layers.at(-1)?.units ?? 0;
  const values = new Float32Array(m * outputs);
  for (let from = 0; from < m; from += spec.maxBatch) {
    const count = Math.min(spec.maxBatch, m - from);
    const part = X.subarray(from * spec.inputs, (from + count) * spec.inputs);
    values.set(trainer.predict(part, count).subarray(0, count * outputs), from * outputs);
  }
  return values;
}
