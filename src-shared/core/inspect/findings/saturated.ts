import type { Rule } from './finding.ts';
import { firstValues, lastValues, median } from './points.ts';

/** Half of the layer's answers. */
const mostShare = 0.5;

/**
 * saturated: in a hidden sigmoid or tanh layer at least half of A lies in the flat ends, where g′ lets a fifth or less
 * through, from the first ten recorded steps on to the last tenth. Evidence: `first` and `last`, the two shares.
 */
export const saturated: Rule = ({ layers, read, learningRate }) =>
  layers.slice(0, -1).flatMap(({ activation }, index) => {
    if (activation !== 'sigmoid' && activation !== 'tanh') return [];
    const points = read(`share.saturated[${index + 1}]`);
    const first = median(firstValues(points, 10));
    const last = median(lastValues(points, 0.1));
    if (!(first >= mostShare && last >= mostShare)) return [];
    return [
      {
        ...{ kind: 'saturated' as const, layer: index + 1 },
        evidence: { first, last },
        remedies: [{ init: 'xavier' as const }, { learningRate: learningRate / 10 }],
      },
    ];
  });
