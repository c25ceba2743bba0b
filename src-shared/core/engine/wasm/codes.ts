import type { ActivationName, LossName, OptimizerSpec } from '../engine.ts';

/** The numbers by which the kernels know activations, losses and optimisers. */
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
};

export const optimizerCodes: Readonly<Record<OptimizerSpec['kind'], number>> = {
  sgd: 0,
  momentum: 1,
  adam: 2,
};
