import type { NormalizationName } from '../../engine/engine.ts';
import { createRunningStatistics, type RunningStatistics } from './batch-normalization.ts';

/** What stands between V and Z: gamma and beta (n_l, 1) are learned, the statistics of a batch are only followed. */
export type Normalization = { gamma: Float64Array; beta: Float64Array } & (
  { kind: 'batch'; running: RunningStatistics } | { kind: 'layer' }
);

/** gamma = 1, beta = 0: the normalised numbers as they are. */
export function createNormalization(kind: NormalizationName, n: number): Normalization {
  const learned = { gamma: new Float64Array(n).fill(1), beta: new Float64Array(n) };
  return kind === 'layer' ? { kind, ...learned } : { kind, ...learned, running: createRunningStatistics(n) };
}
