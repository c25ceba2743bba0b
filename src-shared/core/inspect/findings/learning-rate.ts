import type { Rule } from './finding.ts';
import { lastValues, median } from './points.ts';

/** How far the loss of the training part comes back up, as a multiple of its lowest value. */
const rise = 2;
/** Once is a spike, from which it recovers. */
const leastRises = 4;
const leastEpochs = 5;
/** A hundredth of the rule of thumb that a step changes W by a thousandth. */
const leastUpdate = 1e-5;

/**
 * learningRateHigh: after at least four epochs the loss of the training part lay at twice the lowest value before it or
 * higher, and above it by a tenth of where it began. Evidence: `lowest`, and `highest` of those after it.
 */
export const learningRateHigh: Rule = ({ read, learningRate }) => {
  const losses = Array.from(read('train.loss').values).filter(Number.isFinite);
  const begin = losses[0] ?? NaN;
  let lowest = Infinity;
  const risen: number[] = [];
  for (const loss of losses) {
    if (loss >= rise * lowest && loss - lowest >= begin / 10) risen.push(loss);
    lowest = Math.min(lowest, loss);
  }
  if (risen.length < leastRises) return [];
  return [
    {
      ...{ kind: 'learningRateHigh', layer: null },
      evidence: { lowest, highest: Math.max(...risen) },
      remedies: [{ learningRate: learningRate / 10 }],
    },
  ];
};

/**
 * learningRateLow: over the last half of the recorded steps no layer's W changes by more than a hundred-thousandth of
 * itself in a step, while the loss of the training part still falls. Evidence: `update`, the largest median of the layers.
 */
export const learningRateLow: Rule = ({ layers, read, learningRate }) => {
  const updates = layers.map((_, index) => median(lastValues(read(`update.ratio[${index + 1}]`), 0.5)));
  const update = Math.max(...updates.filter(Number.isFinite));
  const losses = Array.from(read('train.loss').values);
  const stillFalls = (losses.at(-1) ?? NaN) < (losses.at(-2) ?? NaN);
  if (!(update > -Infinity && update <= leastUpdate && stillFalls && losses.length > leastEpochs)) return [];
  return [
    {
      ...{ kind: 'learningRateLow', layer: null },
      evidence: { update },
      remedies: [{ learningRate: learningRate * 10 }],
    },
  ];
};
