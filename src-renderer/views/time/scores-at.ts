import type { Run, Series } from '#shared/contract/runs.ts';
import { qualityKey, type FoundSeries } from '../shared/run-lines.ts';

/** How well the network did when it was last scored, at or before a step. */
export interface PastScore {
  part: 'train' | 'dev';
  loss: number | null;
  /** Accuracy as a share, or r². */
  quality: number | null;
}

export interface PastScores {
  /** The step after which the network was scored. */
  step: number;
  parts: PastScore[];
}

/** Null where nothing had been scored by then. */
export function scoresAt(run: Run, series: FoundSeries, step: number): PastScores | null {
  const quality = qualityKey(run);
  const at = lastStepAt(series['train.loss'], step);
  if (at === null) return null;
  const parts = (['train', 'dev'] as const).flatMap((part): PastScore[] => {
    const loss = series[`${part}.loss`];
    if (loss === undefined) return [];
    return [{ part, loss: valueAt(loss, at), quality: valueAt(series[`${part}.${quality}`], at) }];
  });
  return { step: at, parts };
}

function lastStepAt(series: Series | undefined, most: number): number | null {
  return series?.step.findLast((step) => step <= most) ?? null;
}

function valueAt(series: Series | undefined, step: number): number | null {
  const index = series?.step.lastIndexOf(step) ?? -1;
  return series?.value[index] ?? null;
}
