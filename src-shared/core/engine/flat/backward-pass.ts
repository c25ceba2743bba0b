import { activationPasses } from './activation-pass.ts';
import { denseBackwardInputs, denseBackwardParameters } from './dense-pass.ts';
import { sumFiniteSquares } from './finite.ts';
import type { LossPass } from './loss-pass.ts';
import type { Plan } from './plan.ts';
import type { StepScalars } from './scalars.ts';

/** From the output back to layer 1: fills dZ, dW and db of each layer. Opened once, called every step. */
export type BackwardPass = (X: Float32Array, Y: Float32Array, m: number) => void;

/**
 * The backward pass after `forwardPass` on the same X. λW is part of dW.
 *
 * @returns a function that throws DivergenceError at the first dZ, dW or db that is not finite
 */
export function createBackwardPass(
  plan: Plan,
  loss: LossPass,
  l2: number,
  scalars: StepScalars,
): BackwardPass {
  const { layers } = plan;
  const output = layers[layers.length - 1]!;
  const row = new Float64Array(Math.max(...layers.map((layer) => layer.n_prev)));

  return (X, Y, m) => {
    loss.backward(output.A, Y, output.dZ, m, output.n);
    for (let index = layers.length - 1; index >= 0; index--) {
      const { l, n, n_prev, W, Z, A, dZ, dW, db, activation } = layers[index]!;
      const below = layers[index - 1];
      const holdsdZ = l === layers.length && loss.activation !== undefined;
      if (!holdsdZ) activationPasses[activation].backward(dZ, Z, A, m, n);
      const squaredZ = sumFiniteSquares(dZ, 0, m * n, l, 'dZ');
      denseBackwardParameters(dZ, below?.A ?? X, W, l2, dW, db, row, m, n_prev, n);
      const squaredW = sumFiniteSquares(dW, 0, dW.length, l, 'dW');
      sumFiniteSquares(db, 0, n, l, 'db');
      if (below !== undefined) denseBackwardInputs(dZ, W, below.dZ, row, m, n_prev, n);
      scalars.note(l, 'grad.norm.dZ', Math.sqrt(squaredZ));
      scalars.note(l, 'grad.norm.dW', Math.sqrt(squaredW));
    }
  };
}
