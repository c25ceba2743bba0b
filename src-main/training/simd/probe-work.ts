import { createHash, type Hash } from 'node:crypto';
import type { NetworkTrainer, TileName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { tileNames } from '#shared/core/engine/wasm-engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { probeNetworks, timedNetwork, type ProbeNetwork } from './probe-networks.ts';

export type CreateTrainer = (spec: TrainingSpec, tile: TileName) => NetworkTrainer;

/** SHA-256, hex, over every loss, norm, output and parameter of some small trainings in every tile. */
export function hashWork(createTrainer: CreateTrainer): string {
  const hash = createHash('sha256');
  for (const tile of tileNames)
    for (const network of probeNetworks) train(network, (spec) => createTrainer(spec, tile), hash);
  return hash.digest('hex');
}

function train(
  { spec, batches }: ProbeNetwork,
  createTrainer: (spec: TrainingSpec) => NetworkTrainer,
  hash: Hash,
): void {
  const trainer = createTrainer(spec);
  trainer.measureEvery = 1;
  const scalars = new Float32Array(trainer.scalarNames.length);
  for (const m of batches) {
    const { X, Y } = drawBatch(spec, m);
    hash.update(Float64Array.of(trainer.step(X, Y, m)));
    trainer.readScalars(scalars);
    hash.update(scalars);
    hash.update(trainer.predict(X, m).slice());
  }
  for (const { values } of [...trainer.parameters, ...trainer.statistics]) hash.update(values.slice());
  trainer.dispose();
}

/** A step of the timed network, ready to be taken again and again. */
export function prepareStep(createTrainer: CreateTrainer, tile: TileName): () => void {
  const { spec, batches } = timedNetwork;
  const trainer = createTrainer(spec, tile);
  const m = batches[0] ?? 1;
  const { X, Y } = drawBatch(spec, m);
  return () => void trainer.step(X, Y, m);
}

/** Inputs around 0; targets that every loss accepts: one 1 in each example. */
function drawBatch({ inputs, layers }: TrainingSpec, m: number): { X: Float32Array; Y: Float32Array } {
  const n = layers.at(-1)?.units ?? 1;
  const random = createGenerator(m).stream('probe');
  const X = Float32Array.from({ length: m * inputs }, () => random.uniform() * 4 - 2);
  const Y = new Float32Array(m * n);
  for (let i = 0; i < m; i += 1) if (n > 1 || random.uniform() < 0.5) Y[i * n + (i % n)] = 1;
  return { X, Y };
}
