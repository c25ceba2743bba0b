import type { NetworkTrainer, TrainingSpec } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { drawBatch } from './draw-design.ts';

/** Examples that `trainDesign` needs room for. */
export const examples = 52;
const batchSize = 8;
const perEpoch = 7;

/**
 * Two epochs of a design in a new order each, with rates of their own, every third step measured, then a prediction.
 * Knows no host: Node and a browser run the same.
 *
 * @returns every loss, measured number, output, parameter and running statistic, and where it diverged, as bytes
 */
export function trainDesign(trainer: NetworkTrainer, spec: TrainingSpec): Uint8Array<ArrayBuffer> {
  const { X, Y } = drawBatch(spec, examples, spec.seed);
  const stream = createGenerator(spec.seed).stream('order');
  const parts: (Float32Array | Float64Array)[] = [];
  const keep = (values: Float32Array | Float64Array) => void parts.push(values.slice());
  const scalars = new Float32Array(trainer.scalarNames.length);
  trainer.setExamples(X, Y, examples);
  trainer.measureEvery = 3;
  for (let epoch = 0; epoch < 2; epoch++) {
    stream.shuffle(trainer.order);
    const rates = Array.from({ length: perEpoch }, () => 0.5 + stream.uniform());
    const range = { first: 0, count: perEpoch, batchSize, rates };
    const { taken, measured, divergence } = trainer.trainBatches(range);
    keep(trainer.losses.subarray(0, taken));
    for (let row = 0; row < measured; row++) {
      trainer.readScalars(scalars, row);
      keep(scalars);
    }
    keep(Float64Array.of(taken, divergence?.layer ?? 0, divergence?.tensor.length ?? 0));
  }
  keep(trainer.predict(X, 13));
  keep(Float64Array.of(trainer.evaluate(X, Y, examples).loss));
  for (const { values } of [...trainer.parameters, ...trainer.statistics]) keep(values);
  return join(parts);
}

function join(parts: readonly (Float32Array | Float64Array)[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}
