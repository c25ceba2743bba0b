import type { Run, Score } from '#shared/contract/runs.ts';
import { widths } from '#shared/design/design.ts';
import type { FindingReport } from './findings.ts';

/** A trained run in a few lines, for a person. */
export function describeTrained(run: Run, findings: readonly FindingReport[]): string {
  const lines = [
    `run ${run.id}  "${run.name}"  ${run.status}`,
    `L = ${run.L}, ${widths(run.design).join('-')}, ${run.parameters} parameters, ${run.epoch} epochs, ${run.step} steps in ${run.seconds.toFixed(2)} s`,
    ...(['train', 'dev', 'test'] as const).map((part) => `${part.padEnd(5)} ${describeScore(run[part])}`),
    ...(run.weightsSha256 === null ? [] : [`weights sha256 ${run.weightsSha256}`]),
    ...(run.bestEpoch === null
      ? []
      : [`the dev loss no longer fell: stopped early, the parameters of epoch ${run.bestEpoch} kept`]),
    ...(run.failure === null || run.status === 'diverged' ? [] : [run.failure.message]),
    ...findings.map(({ kind, evidence, remedy }) => `${kind}: ${evidence} ${remedy}`),
  ];
  return lines.join('\n');
}

export function describeScore(score: Score | null): string {
  if (score === null) return '–';
  const metric =
    score.r2 !== undefined ? `r² ${print(score.r2)}` : `accuracy ${print(score.accuracy ?? null)}`;
  return `loss ${print(score.loss)}  ${metric}`;
}

function print(value: number | null): string {
  return value === null ? 'not finite' : value.toPrecision(4);
}
