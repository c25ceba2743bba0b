import type { ActivationName, LossName, OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';

/** Networks whose widths and batches leave a rest in every tile, and that together use every kind of kernel. */
export interface ProbeNetwork {
  spec: TrainingSpec;
  /** m of each step, at most maxBatch. */
  batches: readonly number[];
}

const learningRate = 0.05;
const adam = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export const probeNetworks: readonly ProbeNetwork[] = [
  network(5, [33, 17, 1], ['tanh', 'relu', 'sigmoid'], 'binaryCrossEntropy', { kind: 'sgd', learningRate }),
  network(7, [40, 9, 10], ['relu', 'leakyRelu', 'softmax'], 'crossEntropy', { kind: 'adam', ...adam }),
  network(3, [19, 65, 3], ['gelu', 'silu', 'linear'], 'meanSquaredError', {
    kind: 'momentum',
    learningRate,
    momentum: 0.9,
  }),
  network(400, [12, 4], ['elu', 'softmax'], 'crossEntropy', { kind: 'sgd', learningRate }),
];

/** Wide enough that its products take nearly all of its time. */
export const timedNetwork: ProbeNetwork = network(
  128,
  [128, 64],
  ['relu', 'linear'],
  'meanSquaredError',
  { kind: 'sgd', learningRate: 1e-4 },
  [64],
);

function network(
  inputs: number,
  units: readonly number[],
  activations: readonly ActivationName[],
  loss: LossName,
  optimizer: OptimizerSpec,
  batches: readonly number[] = [37, 8, 1, 22, 37, 5],
): ProbeNetwork {
  const layers = units.map((n, index) => ({
    units: n,
    activation: activations[index] ?? 'linear',
    init: { kind: 'xavier' as const },
  }));
  const regularization = { l1: 0, l2: 1e-3, maxNorm: 0, clipValue: 0, clipNorm: 0 };
  const maxBatch = Math.max(...batches);
  return { spec: { inputs, layers, loss, optimizer, regularization, seed: 11, maxBatch }, batches };
}
