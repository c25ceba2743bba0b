import type { ActivationName, LossName } from '../../engine/engine.ts';

/** What a network is judged by. A and Y are (n, m) with n = n_L. */
export interface Loss {
  readonly name: LossName;
  /** The mean over the m examples of each example's loss. */
  value(A: Float64Array, Y: Float64Array, n: number): number;
  /** dA_L (n, m): column i is the derivative of example i's own loss, without 1/m. */
  derivative(A: Float64Array, Y: Float64Array, n: number): Float64Array;
  /** The same loss read from Z_L, for the output activation it belongs with. */
  readonly fused?: FusedOutput;
  /**
   * Names the piece of the loss that an output is on, where its first or second derivative jumps between pieces; a
   * central difference across a jump does not tell the slope on either side.
   */
  side?(a: number, y: number): number;
}

/** Loss and output activation in one piece: finite for every finite Z, where A has rounded to 0 or 1. */
export interface FusedOutput {
  readonly activation: ActivationName;
  /** The mean over the m examples. */
  value(Z: Float64Array, Y: Float64Array, n: number): number;
  /** dZ_L (n, m). */
  derivative(A: Float64Array, Y: Float64Array): Float64Array;
}
