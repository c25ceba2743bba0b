import type { OptimizerSpec, TrainingSpec } from '../engine.ts';
import { LAYER_BYTES, type Arena } from './arena.ts';
import { activationCodes, lossCodes, optimizerCodes } from './codes.ts';

/** Where in the record the mean loss of the last step stands. */
export const MEAN_LOSS = 56;

/** Writes the plan where the kernels read it, field by field as `kernels/network.ts` declares them. */
export function writeNetwork(buffer: ArrayBuffer, arena: Arena, spec: TrainingSpec): void {
  const { learningRate, beta1, beta2, epsilon } = settingsOf(spec.optimizer);
  const reals = [learningRate, beta1, beta2, epsilon, spec.l2, 1, 1, 0];
  new Float64Array(buffer, arena.network, reals.length).set(reals);
  const wholes = [
    arena.layers.length,
    arena.layerTable,
    arena.X,
    arena.Y,
    lossCodes[spec.loss],
    optimizerCodes[spec.optimizer.kind],
    arena.left,
    arena.right,
    arena.zeros,
    arena.edge,
    arena.toGradient,
    arena.toPrevious,
    arena.toFirst,
    arena.toSecond,
    arena.parameters,
    arena.parametersEnd,
  ];
  new Uint32Array(buffer, arena.network + 8 * reals.length, wholes.length).set(wholes);
  arena.layers.forEach(({ n, n_prev, W, b, Z, A, dZ }, index) => {
    const activation = activationCodes[spec.layers[index]!.activation];
    new Uint32Array(buffer, arena.layerTable + index * LAYER_BYTES, 8).set([
      n,
      n_prev,
      activation,
      W,
      b,
      Z,
      A,
      dZ,
    ]);
  });
}

/** Settings that an optimiser does not have are zero, and its kernel does not read them. */
function settingsOf(optimizer: OptimizerSpec) {
  const none = { beta1: 0, beta2: 0, epsilon: 0 };
  switch (optimizer.kind) {
    case 'sgd':
      return { ...none, learningRate: optimizer.learningRate };
    case 'momentum':
      return { ...none, learningRate: optimizer.learningRate, beta1: optimizer.momentum };
    case 'adam':
      return optimizer;
  }
}
