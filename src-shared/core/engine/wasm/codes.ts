import type { ActivationName, LossName, OptimizerSpec } from '../engine.ts';

/** The numbers by which the kernels know activations, losses and optimisers. */
const activationCodes: Readonly<Partial<Record<ActivationName, number>>> = {
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

/** Whether there is a kernel for an activation. */
export function isCompiled(activation: ActivationName): boolean {
  return activation in activationCodes;
}

/** @throws Error when there is no kernel for it; `engineFor` chooses an engine that has one */
export function activationCode(activation: ActivationName): number {
  const code = activationCodes[activation];
  if (code === undefined) throw new Error(`There is no kernel for ${activation}.`);
  return code;
}

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
