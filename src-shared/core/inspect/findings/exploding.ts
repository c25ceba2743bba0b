import type { Rule } from './finding.ts';
import { flowOf } from './flow.ts';
import { initFor } from './init-for.ts';

const mostGain = 3;

/**
 * exploding: over the first or the last ten recorded steps ‖dZ_1‖ is at least a thousand times ‖dZ_L‖. Evidence as of
 * vanishing. The layer is the one at which it grows most.
 */
export const exploding: Rule = (record) => {
  const flow = [flowOf(record, 'last'), flowOf(record, 'first')].find((one) => (one?.total ?? 0) >= mostGain);
  if (!flow) return [];
  const { total, weight, derivative, highest } = flow;
  return [
    {
      ...{ kind: 'exploding', layer: highest },
      evidence: { total, weight, derivative },
      remedies: [{ init: initFor(record.layers[0]?.activation) }, { clipNorm: 1 }],
    },
  ];
};
