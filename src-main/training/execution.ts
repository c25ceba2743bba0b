import type { Execution } from '#shared/contract/runs.ts';
import type { TrainingJob } from './messages.ts';
import type { TrainingLoop } from './training-loop.ts';

/** How this thread computes a job; written into the run, so that a reader knows what made it quick or slow. */
export function describeExecution({ simd }: TrainingJob, { threads, tile }: TrainingLoop): Execution {
  return { threads, simd, tile, node: process.version, v8: process.versions.v8 };
}
