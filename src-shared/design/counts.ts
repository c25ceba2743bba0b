import { depth, widths, type Design } from './design.ts';
import { parameterCount, shapesOf } from './shapes.ts';

/** What a design costs and promises, before it is trained. */
export interface Counts {
  L: number;
  parameters: number;
  /** Multiply-adds of one forward step of one example: Σ n_l · n_{l−1}. */
  multiplyAdds: number;
  /** Bytes of float32 for a batch of m: parameters and gradients, and Z, A, dZ, dA of every layer. */
  bytes: number;
  /**
   * Σ 1/n_l over the hidden layers: for ReLU networks the logarithm of how far gradients spread from one random start
   * to the next grows with it (Hanin 2018). 0 where nothing is hidden.
   */
  spread: number;
}

export function countsOf(design: Design, m: number): Counts {
  const n = widths(design);
  const parameters = parameterCount(design);
  const hidden = n.slice(1, -1);
  const activities = n.slice(1).reduce((sum, units) => sum + units, 0);
  return {
    L: depth(design),
    parameters,
    multiplyAdds: shapesOf(design, 1).layers.reduce((sum, { W }) => sum + W[0] * W[1], 0),
    // W and dW, b and db, and X beside the four tensors of each layer.
    bytes: 4 * (2 * parameters + m * (4 * activities + design.inputs)),
    spread: hidden.reduce((sum, units) => sum + 1 / units, 0),
  };
}

/**
 * The same inputs and outputs with one hidden layer whose width comes nearest to the same number of parameters; null
 * where nothing is hidden, so that there is nothing to compare. It may be wider than a design is allowed to be.
 */
export function oneHiddenLayer(design: Design): Design | null {
  const hidden = design.layers.slice(0, -1);
  const output = design.layers.at(-1);
  const [first] = hidden;
  if (first === undefined || output === undefined) return null;
  const { units: _, residualFrom: __, normalization: ___, ...model } = first;
  const { residualFrom: ____, ...end } = output;
  const [n0, nL] = [design.inputs, output.units];
  // n (n_0 + 1) of the hidden layer, n_L (n + 1) of the output, and gamma and beta where that is normalised.
  const ofOutput = nL * (end.normalization === undefined ? 1 : 3);
  const units = Math.max(1, Math.round((parameterCount(design) - ofOutput) / (n0 + 1 + nL)));
  return { ...design, layers: [{ ...model, units }, end] };
}
