import { activationPasses } from './activation-pass.ts';
import { denseForward } from './dense-pass.ts';
import { sumFiniteSquares } from './finite.ts';
import type { Plan } from './plan.ts';

/** X (n_0, m) through all layers: fills Z and A of each. */
export function forwardPass(plan: Plan, X: Float32Array, m: number): void {
  let A_prev = X;
  for (const { n, n_prev, W, b, Z, A, activation } of plan.layers) {
    denseForward(A_prev, W, b, Z, m, n_prev, n);
    activationPasses[activation].forward(Z, A, m, n);
    A_prev = A;
  }
}

/**
 * After `forwardPass`. A needs no check of its own: a finite Z gives a finite A under every activation there is.
 *
 * @throws DivergenceError at the first Z that is not finite
 */
export function requireFiniteForward(plan: Plan, m: number): void {
  for (const { l, n, Z } of plan.layers) sumFiniteSquares(Z, 0, m * n, l, 'Z');
}
