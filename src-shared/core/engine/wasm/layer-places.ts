import type { ActivationName, TrainingSpec } from '../engine.ts';
import { dropoutThreshold } from '../../random/dropout-mask.ts';
import type { Cursor } from './cursor.ts';

/** Addresses of a layer's tensors; 0 is "there is none". */
export interface LayerPlace extends ParameterPlace {
  l: number;
  n: number;
  n_prev: number;
  /**
   * V = W A_prev + b, Z what enters g, H = g(Z), A = H after dropout, and back dA, dZ, dV. The same place where
   * nothing needs the earlier one once the later one is known.
   */
  V: number;
  Z: number;
  H: number;
  A: number;
  dA: number;
  dZ: number;
  dV: number;
  mean: number;
  inverse: number;
  productSquares: number;
  derivativeSquares: number;
}

export interface ParameterPlace {
  W: number;
  b: number;
  gamma: number;
  beta: number;
  runningMean: number;
  runningVariance: number;
}

/** Activations whose backward step reads Z, or whose forward step cannot write over it. */
const keepsZ: ReadonlySet<ActivationName> = new Set(['softmax', 'gelu', 'silu']);

/** Takes room for what passes between the layers. */
export function placeLayers(
  spec: TrainingSpec,
  tensors: readonly ParameterPlace[],
  cursor: Cursor,
  keepAll: boolean,
): LayerPlace[] {
  const { maxBatch: m, layers } = spec;
  let n_prev = spec.inputs;
  return layers.map(({ units: n, activation, normalization, dropout = 0 }, index): LayerPlace => {
    const take = () => cursor.takeFloats(m * n);
    const isOutput = index + 1 === layers.length;
    const A = take();
    const H = dropoutThreshold(dropout) > 0 ? take() : A;
    const Z = isOutput || keepAll || keepsZ.has(activation) ? take() : H;
    const dZ = take();
    const statistics = normalization === 'layer' ? m : n;
    const place = {
      l: index + 1,
      n,
      n_prev,
      ...tensors[index]!,
      V: normalization === undefined ? Z : take(),
      Z,
      H,
      A,
      dA: keepAll ? take() : dZ,
      dZ,
      dV: normalization === undefined ? dZ : take(),
      mean: normalization === undefined ? 0 : cursor.takeFloats(statistics),
      inverse: normalization === undefined ? 0 : cursor.takeFloats(statistics),
      productSquares: cursor.takeDoubles(m),
      derivativeSquares: cursor.takeDoubles(m),
    };
    n_prev = n;
    return place;
  });
}
