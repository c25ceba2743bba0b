import type { ActivationName, TrainingSpec } from '../engine.ts';
import { dropoutThreshold } from '../../random/dropout-mask.ts';
import { roundUp, type Cursor } from './cursor.ts';

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
  level: number;
  tilt: number;
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
    const takeStatistics = (isNeeded: boolean) =>
      isNeeded ? cursor.takeDoubles(roundUp(normalization === 'layer' ? m : n, 4)) : 0;
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
      mean: takeStatistics(normalization !== undefined),
      inverse: takeStatistics(normalization !== undefined),
      level: takeStatistics(normalization === 'batch'),
      tilt: takeStatistics(normalization === 'batch'),
      productSquares: cursor.takeDoubles(m),
      derivativeSquares: cursor.takeDoubles(m),
    };
    n_prev = n;
    return place;
  });
}
