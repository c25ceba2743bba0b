import { noLearning, overfitting, plateau } from './course-of-loss.ts';
import { deadRelu } from './dead-relu.ts';
import { exploding } from './exploding.ts';
import type { Finding, Rule, RunRecord } from './finding.ts';
import { imbalance } from './imbalance.ts';
import { learningRateHigh, learningRateLow } from './learning-rate.ts';
import { saturated } from './saturated.ts';
import { vanishing } from './vanishing.ts';
import { wrongInit } from './wrong-init.ts';

/** In the order in which a person should look at them. */
const rules: readonly Rule[] = [
  noLearning,
  wrongInit,
  vanishing,
  exploding,
  saturated,
  deadRelu,
  learningRateHigh,
  learningRateLow,
  plateau,
  overfitting,
  imbalance,
];

/** Everything that the rules find in a run. After a divergence the numbers before it may mislead: it stands alone. */
export function findFaults(record: RunRecord): Finding[] {
  const { divergence, learningRate } = record;
  if (divergence === null) return rules.flatMap((rule) => rule(record));
  return [
    {
      ...{ kind: 'diverged', layer: divergence.layer },
      evidence: { step: divergence.step },
      remedies: [{ learningRate: learningRate / 10 }, { clipNorm: 1 }],
    },
    ...exploding(record),
    ...imbalance(record),
  ];
}
