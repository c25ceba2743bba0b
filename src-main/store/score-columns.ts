import type { Score } from '#shared/contract/runs.ts';

/** Which number a score holds beside its loss; a score takes this, its loss and that number as columns. */
export type Measure = 'loss' | 'accuracy' | 'r2';

export function measureOf(score: Score | null): Measure | null {
  if (score === null) return null;
  if (score.accuracy !== undefined) return 'accuracy';
  return score.r2 === undefined ? 'loss' : 'r2';
}

export function toScore(measure: Measure | null, loss: number | null, score: number | null): Score | null {
  if (measure === null) return null;
  return measure === 'loss' ? { loss } : { loss, [measure]: score };
}

/** A column holds a number or nothing: NaN and infinity are nothing. */
export function finite(value: number | null | undefined): number | null {
  return Number.isFinite(value) ? (value as number) : null;
}
