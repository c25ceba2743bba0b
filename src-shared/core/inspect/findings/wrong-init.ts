import type { Rule, RunRecord } from './finding.ts';
import { initFor } from './init-for.ts';

/** The deviation of A may change by so much per layer, on average, before it is the init's fault. */
const mostChange = 1.6;
/** Fewer layers say too little. */
const leastHidden = 4;

/**
 * wrongInit: at the first recorded step the deviation of A shrinks or grows from the first hidden layer to the last by
 * more than a factor of 1.6 a layer, or all weights are equal. Evidence: `first` and `last`, the two deviations, and
 * `factor`, the change per layer. sigmoid is left out: its A lies about ½ whatever the init is.
 */
export const wrongInit: Rule = (record) => {
  const { init, layers } = record;
  const hidden = layers.length - 1;
  const activation = layers[0]?.activation;
  const remedies = [{ init: initFor(activation) }];
  if (hidden >= 1 && (init === 'zeros' || init === 'constant'))
    return [{ kind: 'wrongInit', layer: null, evidence: { equal: 1 }, remedies }];
  if (hidden < leastHidden || activation === 'sigmoid' || activation === 'softmax') return [];
  const [first, last] = [deviationAt(record, 1), deviationAt(record, hidden)];
  const factor = (last / first) ** (1 / (hidden - 1));
  if (!(factor > mostChange || factor < 1 / mostChange)) return [];
  return [{ kind: 'wrongInit', layer: null, evidence: { first, last, factor }, remedies }];
};

function deviationAt({ read }: RunRecord, l: number): number {
  return read(`activation.deviation[${l}]`).values[0] ?? NaN;
}
