import type { Rule } from './finding.ts';

const mostShare = 0.85;

/**
 * imbalance: of the training part's examples more than 85 % are of one class, so that guessing it always looks good.
 * Evidence: `share` and `class`, counted from 0.
 */
export const imbalance: Rule = ({ classCounts }) => {
  const all = classCounts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...classCounts);
  if (classCounts.length < 2 || !(most / all > mostShare)) return [];
  const evidence = { share: most / all, class: classCounts.indexOf(most) };
  return [{ kind: 'imbalance', layer: null, evidence, remedies: [] }];
};
