import type {
  ActivationName,
  LayerSpec,
  LossName,
  RegularizationSpec,
  TrainingSpec,
} from '#shared/core/engine/engine.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { createGenerator } from '#shared/core/random/generator.ts';

/** All of a spec, and of its regularisation a part. */
type More = Partial<Omit<TrainingSpec, 'regularization'>> & { regularization?: Partial<RegularizationSpec> };

/** A hidden layer by its activation, or with what else it has. */
type Hidden = ActivationName | Partial<LayerSpec>;

/** A spec with n_0 = 5, n_L = 3, hidden widths that four does not divide. */
export function describeNetwork(
  loss: LossName,
  output: ActivationName,
  hidden: readonly Hidden[],
  { regularization, ...more }: More = {},
): TrainingSpec {
  const layer = (units: number, layerMore: Hidden): LayerSpec => ({
    units,
    activation: 'tanh',
    init: { kind: 'xavier' },
    ...(typeof layerMore === 'string' ? { activation: layerMore } : layerMore),
  });
  return {
    inputs: 5,
    layers: [...hidden.map((one, index) => layer(6 + 3 * index, one)), layer(3, output)],
    loss,
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    regularization: { ...noRegularization, l2: 0.01, ...regularization },
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
