import type { ActivationName } from '../../engine/engine.ts';

/** g_l over a whole batch, and its backward step. */
export interface Activation {
  readonly name: ActivationName;
  /** Z (n, m) → A (n, m). */
  forward: (Z: Float64Array, n: number) => Float64Array;
  /** dA (n, m), with Z and A of the forward step → dZ (n, m). */
  backward: (dA: Float64Array, Z: Float64Array, A: Float64Array, n: number) => Float64Array;
  /** The z at which g′ or g″ jumps; a central difference across it does not tell the slope on either side. */
  readonly kink?: number;
}

/** An activation that maps each z by itself. */
export interface ScalarActivation {
  readonly name: ActivationName;
  value(z: number): number;
  /** dg/dz at z, where a = g(z). */
  derivative(z: number, a: number): number;
  readonly kink?: number;
}

/** A = g(Z) and dZ = dA ⊙ g′(Z), entry by entry. */
export function elementwise(g: ScalarActivation): Activation {
  return {
    name: g.name,
    forward: (Z) => Z.map((z) => g.value(z)),
    backward: (dA, Z, A) => dA.map((da, i) => da * g.derivative(Z[i]!, A[i]!)),
    ...(g.kink === undefined ? {} : { kink: g.kink }),
  };
}
