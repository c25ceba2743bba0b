import { DivergenceError } from '../engine/engine.ts';
import type { LayerTrace, NetworkTrace } from '../reference/network-trace.ts';

type Values = Float32Array | Float64Array;

/**
 * Refuses a trace in which NaN or infinity appeared. dA_L is left out: the derivative of a logarithm is infinite
 * where an output has rounded to 0, though dZ_L and all that follows from it are not.
 *
 * @throws DivergenceError at the first such tensor, in the order in which they are computed
 */
export function requireFiniteTrace({ loss, layers }: NetworkTrace<Values>): void {
  const L = layers.length;
  const check = (l: number, tensors: (keyof LayerTrace<Values>)[]) => {
    for (const tensor of tensors)
      if (!(layers[l - 1]?.[tensor] ?? []).every(Number.isFinite)) throw new DivergenceError(l, tensor);
  };
  for (let l = 1; l <= L; l++) check(l, ['Z', 'A']);
  if (!Number.isFinite(loss)) throw new DivergenceError(L, 'loss');
  const gradients = ['dgamma', 'dbeta', 'dW', 'db'] as const;
  for (let l = L; l >= 1; l--) check(l, l === L ? ['dZ', ...gradients] : ['dA', 'dZ', ...gradients]);
}
