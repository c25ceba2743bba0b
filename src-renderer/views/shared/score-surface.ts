import type { Surface } from '#shared/contract/runs.ts';
import type { Loss } from '#shared/design/design.ts';

/**
 * A surface whose values are shares from 0 to 1, as it is coloured. The scores of a hinge network have no bounds:
 * they are brought between 0 and 1 so that the boundary, the highest score and the order of all others stay.
 */
export function asShares(surface: Surface | null, loss: Loss): Surface | null {
  if (surface === null || loss !== 'hinge') return surface;
  const { outputs, values } = surface;
  if (outputs === 1) return { ...surface, values: values.map((score) => 1 / (1 + Math.exp(-2 * score))) };
  const shares = values.map((score, index) => {
    const start = index - (index % outputs);
    const scores = values.slice(start, start + outputs);
    const most = Math.max(...scores);
    const sum = scores.reduce((total, other) => total + Math.exp(2 * (other - most)), 0);
    return Math.exp(2 * (score - most)) / sum;
  });
  return { ...surface, values: shares };
}
