import type { Rule } from './finding.ts';
import { lastValues, lowestAt, median } from './points.ts';

const leastEpochs = 10;

/**
 * noLearning: after ten epochs or more the loss of the training part is no lower than 98 % of where it began. Evidence:
 * `begin` and `end`.
 */
export const noLearning: Rule = ({ read, learningRate, layers }) => {
  const losses = Array.from(read('train.loss').values).filter(Number.isFinite);
  const [begin = NaN, end = NaN] = [losses[0], losses.at(-1)];
  if (losses.length <= leastEpochs || !(end >= 0.98 * begin)) return [];
  const isDeep = layers.length > 4;
  return [
    {
      ...{ kind: 'noLearning', layer: null },
      evidence: { begin, end },
      remedies: [
        ...(isDeep ? [{ activation: 'relu' as const, init: 'he' as const }] : []),
        { learningRate: learningRate * 10 },
      ],
    },
  ];
};

/**
 * plateau: it learned something, but over the last half of at least 20 epochs the loss of the training part fell by less
 * than a hundredth, and more than half of the first loss is left. Evidence: `middle`, `end` and `begin`.
 */
export const plateau: Rule = ({ read, learningRate }) => {
  const losses = Array.from(read('train.loss').values).filter(Number.isFinite);
  const [begin = NaN, end = NaN] = [losses[0], losses.at(-1)];
  const middle = losses[Math.floor(losses.length / 2)] ?? NaN;
  const stands = Math.abs(middle - end) < 0.01 * middle;
  if (losses.length <= 2 * leastEpochs || !(stands && end > begin / 2 && end < 0.98 * begin)) return [];
  return [
    {
      ...{ kind: 'plateau', layer: null },
      evidence: { begin, middle, end },
      remedies: [{ learningRate: learningRate * 3 }, { schedule: 'cosine' }],
    },
  ];
};

/**
 * overfitting: the dev loss was lowest in the first six tenths of at least ten epochs, and over the last tenth it is
 * higher by half and by a fifth of where it began, while the training loss fell on. Evidence: `lowest`, `end` (dev
 * losses) and `epoch`.
 */
export const overfitting: Rule = ({ read }) => {
  const dev = Array.from(read('dev.loss').values).filter(Number.isFinite);
  const train = Array.from(read('train.loss').values).filter(Number.isFinite);
  const epoch = lowestAt(dev);
  const [lowest = NaN, begin = NaN] = [dev[epoch], dev[0]];
  const end = median(lastValues(read('dev.loss'), 0.1));
  const hasRisen = end >= 1.5 * lowest && end - lowest >= begin / 5;
  const fellOn = (train.at(-1) ?? NaN) < (train[epoch] ?? NaN);
  if (dev.length <= leastEpochs || epoch > 0.6 * dev.length || !hasRisen || !fellOn) return [];
  return [
    {
      ...{ kind: 'overfitting', layer: null },
      evidence: { lowest, end, epoch },
      remedies: [{ patience: Math.max(5, Math.round(dev.length / 10)) }, { l2: 1e-2 }],
    },
  ];
};
