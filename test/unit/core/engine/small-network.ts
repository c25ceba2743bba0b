import type { ActivationName, LossName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';

/** A spec with n_0 = 5, n_L = 3, hidden widths that four does not divide. */
export function describeNetwork(
  loss: LossName,
  output: ActivationName,
  hidden: ActivationName[],
  more: Partial<TrainingSpec> = {},
): TrainingSpec {
  const layer = (units: number, activation: ActivationName) =>
    ({ units, activation, init: { kind: 'xavier' } }) as const;
  return {
    inputs: 5,
    layers: [...hidden.map((activation, index) => layer(6 + 3 * index, activation)), layer(3, output)],
    loss,
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    l2: 0.01,
    seed: 3,
    maxBatch: 8,
    ...more,
  };
}

/** m examples for `describeNetwork`: X (5, m) normal, Y (3, m) one-hot. */
export function drawExamples(m: number, seed = 1) {
  const stream = createGenerator(seed).stream('examples');
  const X = Float32Array.from({ length: 5 * m }, stream.normal);
  const Y = new Float32Array(3 * m);
  for (let i = 0; i < m; i++) Y[3 * i + stream.integer(3)] = 1;
  return { X, Y };
}
