import type { Run } from '#shared/contract/runs.ts';

export interface Finding {
  kind: 'diverged';
  layer: number | null;
  evidence: string;
  remedy: string;
}

/** What a run shows to be wrong with it, and what to try. */
export function findingsOf({ failure, status, recipe }: Run): Finding[] {
  if (status !== 'diverged' || failure === null) return [];
  return [
    {
      kind: 'diverged',
      layer: failure.layer ?? null,
      evidence: failure.message,
      remedy: `Lower optimizer.learningRate (it is ${recipe.optimizer.learningRate}; try a tenth of it).`,
    },
  ];
}
