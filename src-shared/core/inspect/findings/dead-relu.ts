import type { Rule } from './finding.ts';
import { lastValues, median } from './points.ts';

const mostShare = 0.6;
/** Of a small batch a living unit may give nothing by chance. */
const leastBatch = 16;
/** Of few units one is a large share. */
const leastUnits = 8;

/**
 * deadRelu: over the last quarter of the recorded steps at least six tenths of a relu layer's units gave 0 for a whole
 * batch, of 16 examples or more. Evidence: `share`. Layers of fewer than 8 units are left out.
 */
export const deadRelu: Rule = ({ layers, read, batchSize, learningRate }) =>
  layers.slice(0, -1).flatMap(({ activation, units }, index) => {
    if (activation !== 'relu' || units < leastUnits || batchSize < leastBatch) return [];
    const share = median(lastValues(read(`share.dead[${index + 1}]`), 0.25));
    if (!(share >= mostShare)) return [];
    return [
      {
        ...{ kind: 'deadRelu' as const, layer: index + 1 },
        evidence: { share },
        remedies: [{ activation: 'leakyRelu' as const }, { learningRate: learningRate / 10 }],
      },
    ];
  });
