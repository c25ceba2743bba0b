import type { Execution } from '#shared/contract/runs.ts';
import type { TrainingJob } from './messages.ts';

/** How this thread computes a job; written into the run, so that a reader knows what made it quick or slow. */
export function describeExecution({ threads, simd }: TrainingJob): Execution {
  return {
    threads: threads === 'auto' ? 1 : threads,
    simd,
    tile: '4x8',
    node: process.version,
    v8: process.versions.v8,
  };
}
