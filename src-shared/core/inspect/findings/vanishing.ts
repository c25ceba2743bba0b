import { isRectifier } from './init-for.ts';
import type { Remedy, Rule } from './finding.ts';
import { flowOf } from './flow.ts';

/** Three decades: layer 1 then moves a thousand times less than the output layer. */
const leastLoss = -3;

/**
 * vanishing: over the first or the last ten recorded steps ‖dZ_1‖ is at most a thousandth of ‖dZ_L‖. Evidence: `total`,
 * and the shares `weight` and `derivative` of it, in decades. The layer is the one at which most is lost.
 */
export const vanishing: Rule = (record) => {
  const flow = [flowOf(record, 'last'), flowOf(record, 'first')].find(
    (one) => (one?.total ?? 0) <= leastLoss,
  );
  if (!flow) return [];
  const { total, weight, derivative, lowest } = flow;
  const byDerivative: Remedy = { activation: 'relu', init: 'he' };
  const byWeight: Remedy = { init: isRectifier(record.layers[0]?.activation) ? 'he' : 'xavier' };
  return [
    {
      ...{ kind: 'vanishing', layer: lowest },
      evidence: { total, weight, derivative },
      remedies: derivative < weight ? [byDerivative] : [byWeight, byDerivative],
    },
  ];
};
