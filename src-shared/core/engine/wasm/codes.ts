import type { ActivationName, LossName, NormalizationName, OptimizerSpec, TileName } from '../engine.ts';

/** The numbers by which the kernels know activations, losses, optimisers, normalisations, tiles and commands. */
export const activationCodes: Readonly<Record<ActivationName, number>> = {
  linear: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  leakyRelu: 4,
  softmax: 5,
  elu: 6,
  gelu: 7,
  silu: 8,
};

export const lossCodes: Readonly<Record<LossName, number>> = {
  binaryCrossEntropy: 0,
  crossEntropy: 1,
  meanSquaredError: 2,
  huber: 3,
  hinge: 4,
};

export const optimizerCodes: Readonly<Record<OptimizerSpec['kind'], number>> = {
  sgd: 0,
  momentum: 1,
  adam: 2,
  nesterov: 3,
  rmsprop: 4,
  adagrad: 5,
  adamw: 6,
};

/** Memories of the size of the parameters that an optimiser keeps between steps. */
export const memoryCounts: Readonly<Record<OptimizerSpec['kind'], number>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  rmsprop: 1,
  adagrad: 1,
  adam: 2,
  adamw: 2,
};

export const normalizationCodes: Readonly<Record<NormalizationName, number>> = { batch: 1, layer: 2 };

export const tileCodes: Readonly<Record<TileName, number>> = { '4x8': 0, '4x16': 1, '2x16': 2 };
export const tileNames: readonly TileName[] = ['4x8', '4x16', '2x16'];

export const commands = { trainBatches: 1, predict: 2, evaluate: 3, trace: 4 } as const;
