import type {
  ActivationName,
  LayerSpec,
  LossName,
  OptimizerSpec,
  TrainingSpec,
} from '#shared/core/engine/engine.ts';
import { createGenerator, type RandomStream } from '#shared/core/random/generator.ts';

/** What can stand in a hidden layer: softmax stands only last. */
export const hiddenActivations = [
  'linear',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
] as const satisfies readonly ActivationName[];

export const losses = [
  'binaryCrossEntropy',
  'crossEntropy',
  'meanSquaredError',
  'huber',
  'hinge',
] as const satisfies readonly LossName[];

/**
 * One of each kind. ε is large beside what rounding leaves of a gradient that is zero (of W and b below a batch
 * normalisation, say): an adaptive optimiser divides such a gradient by itself, and by a tiny ε makes a step of it.
 */
export const optimizers: readonly OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
  { kind: 'nesterov', learningRate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.01, beta2: 0.9, epsilon: 1e-2 },
  { kind: 'adagrad', learningRate: 0.05, epsilon: 1e-2 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-2 },
  { kind: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-2, weightDecay: 0.1 },
];

/** The output that a loss needs, or any. */
export function outputOf(loss: LossName, stream: RandomStream): ActivationName {
  if (loss === 'binaryCrossEntropy') return 'sigmoid';
  if (loss === 'crossEntropy') return 'softmax';
  if (loss === 'hinge') return 'linear';
  return pick(stream, [...hiddenActivations, 'softmax']);
}

/** A network and a recipe of everything that there is, drawn from a seed; the widths divide by nothing. */
export function drawDesign(seed: number, { widest = 40, maxBatch = 16 } = {}): TrainingSpec {
  const stream = createGenerator(seed).stream('design');
  const inputs = 2 + stream.integer(9);
  const loss = pick(stream, losses);
  const L = 1 + stream.integer(4);
  const common = 1 + stream.integer(20);
  const widths = [inputs];
  const layers = Array.from({ length: L }, (_, index): LayerSpec => {
    const isLast = index + 1 === L;
    const fewest = loss === 'crossEntropy' ? 2 : 1;
    const units = isLast
      ? fewest + stream.integer(9)
      : stream.uniform() < 0.6
        ? common
        : 1 + stream.integer(widest);
    const k = pick(stream, [...widths.keys()]);
    // A normalised output gives 1 and −1 where it can, and hinge has its kinks exactly there.
    const isNormalized = stream.uniform() < 0.4 && !(isLast && loss === 'hinge');
    const isDropped = !isLast && stream.uniform() < 0.3;
    const isResidual = widths[k] === units && stream.uniform() < 0.8;
    // Of two units a layer normalisation leaves but which is the larger: a gradient of rounding.
    const kinds = units > 2 ? (['batch', 'layer'] as const) : (['batch'] as const);
    widths.push(units);
    return {
      units,
      activation: isLast ? outputOf(loss, stream) : pick(stream, hiddenActivations),
      init: { kind: pick(stream, ['xavier', 'he', 'lecun', 'orthogonal'] as const) },
      ...(isNormalized ? { normalization: pick(stream, kinds) } : {}),
      ...(isDropped ? { dropout: pick(stream, [0.1, 0.5]) } : {}),
      ...(isResidual ? { residualFrom: k } : {}),
    };
  });
  return {
    inputs,
    layers,
    loss,
    optimizer: pick(stream, optimizers),
    regularization: {
      l1: pick(stream, [0, 0, 0.01]),
      l2: pick(stream, [0, 0.01]),
      maxNorm: pick(stream, [0, 0, 1]),
      clipValue: pick(stream, [0, 0, 0.05]),
      clipNorm: pick(stream, [0, 0, 0.1]),
    },
    seed,
    maxBatch,
  };
}

/** m examples for a spec: X normal, Y one-hot, sides or values as its loss asks. */
export function drawBatch({ inputs, layers, loss }: TrainingSpec, m: number, seed: number) {
  const stream = createGenerator(seed).stream('batch');
  const n = layers.at(-1)?.units ?? 0;
  const X = Float32Array.from({ length: m * inputs }, stream.normal);
  const Y = new Float32Array(m * n);
  const isValue = loss === 'meanSquaredError' || loss === 'huber';
  for (let i = 0; i < m; i++)
    if (loss === 'crossEntropy') Y[i * n + stream.integer(n)] = 1;
    else for (let j = 0; j < n; j++) Y[i * n + j] = isValue ? stream.normal() : stream.integer(2);
  return { X, Y };
}

export function pick<T>(stream: RandomStream, list: readonly T[]): T {
  return list[stream.integer(list.length)] as T;
}
