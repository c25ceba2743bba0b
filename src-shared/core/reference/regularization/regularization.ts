import type { RegularizationSpec } from '../../engine/engine.ts';
import { addL1Gradient, l1Penalty } from './l1.ts';
import { addL2Gradient, l2Penalty } from './l2.ts';

/** The cost is the mean loss alone, and every gradient and weight is what it is. */
export const noRegularization: RegularizationSpec = { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 };

/** What the W_l add to the cost. */
export function penaltyOf({ l1, l2 }: RegularizationSpec, weights: readonly Float64Array[]): number {
  return l1Penalty(l1, weights) + l2Penalty(l2, weights);
}

/** What the penalty adds to dW, in place. */
export function addPenaltyGradient({ l1, l2 }: RegularizationSpec, W: Float64Array, dW: Float64Array): void {
  addL1Gradient(l1, W, dW);
  addL2Gradient(l2, W, dW);
}
