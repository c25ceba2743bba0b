import type { Run } from '#shared/contract/runs.ts';
import type { Finding, Remedy } from '#shared/core/inspect/findings/finding.ts';

/** A finding in words; the fields are a contract. */
export interface FindingReport {
  kind: Finding['kind'];
  layer: number | null;
  evidence: string;
  remedy: string;
}

export function describeFinding(finding: Finding, { failure, recipe }: Run): FindingReport {
  const { kind, layer, remedies } = finding;
  const evidence = kind === 'diverged' && failure !== null ? failure.message : describeEvidence(finding);
  const remedy =
    remedies.length === 0
      ? 'Gather more examples of the rarer classes, and judge by more than accuracy.'
      : `Try ${remedies.map((one) => describeRemedy(one, recipe.optimizer.learningRate)).join(', or ')}.`;
  return { kind, layer, evidence, remedy };
}

function describeEvidence({ kind, layer, evidence }: Finding): string {
  const e = (name: string) => print(evidence[name] ?? Number.NaN);
  const share = (name: string) => `${Math.round(100 * (evidence[name] ?? 0))} %`;
  switch (kind) {
    case 'diverged':
      return `A number was not finite at step ${e('step')}.`;
    case 'noLearning':
      return `The loss of the training part began at ${e('begin')} and ended at ${e('end')}.`;
    case 'wrongInit':
      return evidence['equal'] === 1
        ? 'All weights of a layer began equal, so that its units learn the same.'
        : `The deviation of A went from ${e('first')} in the first hidden layer to ${e('last')} in the last: ${e('factor')} times a layer.`;
    case 'vanishing':
    case 'exploding':
      return `From dZ_L to dZ_1 the gradient changes by ${e('total')} decades: W ${e('weight')}, g' ${e('derivative')}; most of it at layer ${layer}.`;
    case 'saturated':
      return `${share('first')} of layer ${layer}'s answers lie in the flat ends of its activation at the start, ${share('last')} at the end.`;
    case 'deadRelu':
      return `${share('share')} of layer ${layer}'s units give 0 for whole batches.`;
    case 'learningRateHigh':
      return `The loss of the training part had been as low as ${e('lowest')} and rose to ${e('highest')} again.`;
    case 'learningRateLow':
      return `A step changes W by no more than ${e('update')} of itself, and the loss still falls.`;
    case 'plateau':
      return `The loss of the training part began at ${e('begin')} and stands at ${e('end')}; halfway it was ${e('middle')}.`;
    case 'overfitting':
      return `The dev loss was lowest, ${e('lowest')}, after epoch ${e('epoch')} and ended at ${e('end')}, while the training loss fell on.`;
    case 'imbalance':
      return `${share('share')} of the training examples are of one class.`;
  }
}

/** @param α the learning rate that the run had */
function describeRemedy(remedy: Remedy, α: number): string {
  const { activation, init, learningRate, clipNorm, l2, patience, schedule } = remedy;
  const settings = [
    ...(activation === undefined ? [] : [`${activation} in the hidden layers`]),
    ...(init === undefined ? [] : [`init=${init}`]),
    ...(learningRate === undefined ? [] : [`optimizer.learningRate=${print(learningRate)} (it is ${α})`]),
    ...(clipNorm === undefined ? [] : [`clip.norm=${clipNorm}`]),
    ...(l2 === undefined ? [] : [`l2=${l2}`]),
    ...(patience === undefined ? [] : [`earlyStopping.patience=${patience}`]),
    ...(schedule === undefined ? [] : [`schedule.kind=${schedule}`]),
  ];
  return settings.join(' with ');
}

function print(value: number): string {
  if (value === -Infinity) return 'everything';
  return String(Number(value.toPrecision(3)));
}
