import { activationPasses } from './activation-pass.ts';
import { denseForward } from './dense-pass.ts';
import { sumFiniteSquares } from './finite.ts';
import type { Plan } from './plan.ts';

/**
 * X (n_0, m) through all layers: fills Z and A of each. Only Z is checked, for a finite Z gives a finite A under
 * every activation there is.
 *
 * @throws DivergenceError at the first Z that is not finite
 */
export function forwardPass(plan: Plan, X: Float32Array, m: number): void {
  let A_prev = X;
  for (const { l, n, n_prev, W, b, Z, A, activation } of plan.layers) {
    denseForward(A_prev, W, b, Z, m, n_prev, n);
    sumFiniteSquares(Z, 0, m * n, l, 'Z');
    activationPasses[activation].forward(Z, A, m, n);
    A_prev = A;
  }
}
