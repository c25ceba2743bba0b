import type { ActivationName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';

/** A network to train and a batch for it, drawn from a seed. */
export interface Workload {
  name: string;
  what: string;
  spec: TrainingSpec;
  /** Multiplications and additions of one step, those of the three products of each layer. */
  operations: number;
  X: Float32Array;
  Y: Float32Array;
}

export const workloads: readonly Workload[] = [
  describe('W1', '2-8-8-1 tanh, sigmoid', 2, [8, 8], 'tanh', 1, 10),
  describe('W2', '784-128-64-10 relu, softmax', 784, [128, 64], 'relu', 10, 64),
  describe('W3', '784-100×10-10 sigmoid, softmax', 784, Array<number>(10).fill(100), 'sigmoid', 10, 64),
  describe('W4', '784-1024-1024-10 relu, softmax', 784, [1024, 1024], 'relu', 10, 256),
];

function describe(
  name: string,
  what: string,
  inputs: number,
  hidden: number[],
  activation: ActivationName,
  outputs: number,
  m: number,
): Workload {
  const init = { kind: activation === 'relu' ? 'he' : 'xavier' } as const;
  const binary = outputs === 1;
  const spec: TrainingSpec = {
    inputs,
    layers: [
      ...hidden.map((units) => ({ units, activation, init })),
      { units: outputs, activation: binary ? 'sigmoid' : 'softmax', init },
    ],
    loss: binary ? 'binaryCrossEntropy' : 'crossEntropy',
    optimizer: { kind: 'sgd', learningRate: 0.01 },
    regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 },
    seed: 1,
    maxBatch: m,
  };
  const stream = createGenerator(2).stream('examples');
  const X = Float32Array.from({ length: m * inputs }, stream.normal);
  const Y = new Float32Array(m * outputs);
  for (let i = 0; i < m; i++) {
    if (binary) Y[i] = stream.integer(2);
    else Y[i * outputs + stream.integer(outputs)] = 1;
  }
  return { name, what, spec, operations: countOperations(spec), X, Y };
}

/** Forward, dW, and dA of all layers but the first: 2 operations each for every weight and example. */
function countOperations({ inputs, layers, maxBatch }: TrainingSpec): number {
  let sum = 0;
  let n_prev = inputs;
  layers.forEach(({ units }, index) => {
    sum += 2 * units * n_prev * maxBatch * (index === 0 ? 2 : 3);
    n_prev = units;
  });
  return sum;
}
