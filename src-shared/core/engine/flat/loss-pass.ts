import { exp } from '../../numerics/exponential.ts';
import { log, log1p } from '../../numerics/logarithm.ts';
import type { ActivationName, LossName } from '../engine.ts';

/** A loss over the first m examples of the output buffers; n = n_L. */
export interface LossPass {
  /** The output activation that the pass goes through by itself; absent when any will do. */
  readonly activation?: ActivationName;
  /** The sum (not the mean) of the loss over the m examples. */
  sum(Z: Float32Array, A: Float32Array, Y: Float32Array, m: number, n: number): number;
  /** Writes dZ_L, or dA_L when `activation` is absent. */
  backward(A: Float32Array, Y: Float32Array, dZ: Float32Array, m: number, n: number): void;
}

/** The passes by name; the formulas and their sources are in `reference/losses`. */
export const lossPasses: Readonly<Record<LossName, LossPass>> = {
  binaryCrossEntropy: { activation: 'sigmoid', sum: sumBinaryCrossEntropy, backward: subtractTargets },
  crossEntropy: { activation: 'softmax', sum: sumCrossEntropy, backward: subtractTargets },
  meanSquaredError: { sum: sumSquaredError, backward: scaleDifference },
};

function subtractTargets(A: Float32Array, Y: Float32Array, dZ: Float32Array, m: number, n: number): void {
  for (let i = 0; i < m * n; i++) dZ[i] = A[i]! - Y[i]!;
}

function scaleDifference(A: Float32Array, Y: Float32Array, dA: Float32Array, m: number, n: number): void {
  for (let i = 0; i < m * n; i++) dA[i] = (2 * (A[i]! - Y[i]!)) / n;
}

function sumBinaryCrossEntropy(
  Z: Float32Array,
  _A: Float32Array,
  Y: Float32Array,
  m: number,
  n: number,
): number {
  let sum = 0;
  for (let i = 0; i < m * n; i++) {
    const z = Z[i]!;
    const size = z < 0 ? -z : z;
    sum += (z < 0 ? 0 : z) - z * Y[i]! + log1p(exp(-size));
  }
  return sum;
}

function sumCrossEntropy(Z: Float32Array, _A: Float32Array, Y: Float32Array, m: number, n: number): number {
  let sum = 0;
  for (let start = 0; start < m * n; start += n) {
    let largest = Z[start]!;
    for (let j = 1; j < n; j++) if (Z[start + j]! > largest) largest = Z[start + j]!;
    let total = 0;
    for (let j = 0; j < n; j++) total += exp(Z[start + j]! - largest);
    const logSum = largest + log(total);
    for (let j = 0; j < n; j++) sum += Y[start + j]! * (logSum - Z[start + j]!);
  }
  return sum;
}

function sumSquaredError(_Z: Float32Array, A: Float32Array, Y: Float32Array, m: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < m * n; i++) {
    const difference = A[i]! - Y[i]!;
    sum += difference * difference;
  }
  return sum / n;
}
