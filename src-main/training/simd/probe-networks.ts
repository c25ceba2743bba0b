import type { LayerSpec, OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';

/** A small training: widths and batches leave a rest in every tile. */
export interface ProbeNetwork {
  spec: TrainingSpec;
  /** m of each step, at most maxBatch. */
  batches: readonly number[];
}

type Layer = Omit<LayerSpec, 'init'>;

const learningRate = 0.02;
const moments = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const ragged = [37, 1, 22];
const unbound = { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 };

/** Together they use every activation, loss, optimiser, normalisation and bound. */
export const probeNetworks: readonly ProbeNetwork[] = [
  network(
    5,
    [
      { units: 33, activation: 'tanh', normalization: 'batch' },
      { units: 33, activation: 'relu', residualFrom: 1, dropout: 0.25 },
      { units: 1, activation: 'sigmoid' },
    ],
    { loss: 'binaryCrossEntropy', optimizer: { kind: 'adamw', weightDecay: 0.01, ...moments } },
  ),
  network(
    7,
    [
      { units: 40, activation: 'relu', normalization: 'layer' },
      { units: 9, activation: 'leakyRelu' },
      { units: 10, activation: 'softmax' },
    ],
    {
      loss: 'crossEntropy',
      optimizer: { kind: 'adam', ...moments },
      regularization: { ...unbound, l1: 1e-3, clipNorm: 1 },
    },
  ),
  network(
    3,
    [
      { units: 19, activation: 'gelu' },
      { units: 65, activation: 'silu' },
      { units: 3, activation: 'linear' },
    ],
    { loss: 'meanSquaredError', optimizer: { kind: 'momentum', learningRate, momentum: 0.9 } },
  ),
  network(
    400,
    [
      { units: 12, activation: 'elu' },
      { units: 4, activation: 'linear' },
    ],
    {
      loss: 'hinge',
      optimizer: { kind: 'nesterov', learningRate, momentum: 0.9 },
      regularization: { ...unbound, l2: 1e-3, maxNorm: 1, clipValue: 0.5 },
    },
  ),
  network(
    11,
    [
      { units: 17, activation: 'sigmoid' },
      { units: 2, activation: 'linear' },
    ],
    { loss: 'huber', optimizer: { kind: 'rmsprop', learningRate, beta2: 0.9, epsilon: 1e-8 } },
  ),
  network(
    2,
    [
      { units: 23, activation: 'linear' },
      { units: 5, activation: 'softmax' },
    ],
    { loss: 'crossEntropy', optimizer: { kind: 'adagrad', learningRate, epsilon: 1e-8 } },
  ),
];

/** Wide enough that its products take nearly all of its time. */
export const timedNetwork: ProbeNetwork = network(
  128,
  [
    { units: 128, activation: 'relu' },
    { units: 64, activation: 'linear' },
  ],
  { loss: 'meanSquaredError', optimizer: { kind: 'sgd', learningRate: 1e-4 } },
  [64],
);

function network(
  inputs: number,
  layers: readonly Layer[],
  rest: Pick<TrainingSpec, 'loss'> & { optimizer: OptimizerSpec } & Partial<TrainingSpec>,
  batches: readonly number[] = ragged,
): ProbeNetwork {
  const initialised = layers.map((layer): LayerSpec => ({ ...layer, init: { kind: 'xavier' } }));
  const maxBatch = Math.max(...batches);
  const spec = { regularization: unbound, ...rest, inputs, layers: initialised, seed: 11, maxBatch };
  return { spec, batches };
}
