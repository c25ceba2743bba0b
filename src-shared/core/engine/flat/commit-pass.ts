import { sumFiniteSquares } from './finite.ts';
import type { Plan } from './plan.ts';
import type { StepScalars } from './scalars.ts';

/**
 * Takes the parameters of `next` over, once all of them are known to be finite.
 *
 * @returns Σ_l ‖W_l‖² before the update, what the penalty is made of
 * @throws DivergenceError at the first W or b that is not finite; the parameters are then those before the step
 */
export function commitPass(plan: Plan, scalars: StepScalars): number {
  const { parameters, next } = plan;
  let before = 0;
  for (const { l, startW, startB, end } of plan.layers) {
    const squaredNext = sumFiniteSquares(next, startW, startB, l, 'W');
    sumFiniteSquares(next, startB, end, l, 'b');
    let squaredW = 0;
    let squaredChange = 0;
    for (let i = startW; i < startB; i++) {
      const w = parameters[i]!;
      const change = next[i]! - w;
      squaredW += w * w;
      squaredChange += change * change;
    }
    before += squaredW;
    scalars.note(l, 'norm.W', Math.sqrt(squaredNext));
    scalars.note(l, 'update.ratio', squaredW === 0 ? NaN : Math.sqrt(squaredChange / squaredW));
  }
  parameters.set(next);
  return before;
}
