import { memoryNeeded, worthwhileThreads } from '#shared/core/engine/wasm-engine.ts';
import { problem } from '#shared/problem.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { TrainingJob } from '../training/messages.ts';
import { toTrainingSpec } from './training-spec.ts';

const MIB = 2 ** 20;
/** What the 32-bit addresses of a WebAssembly memory reach. */
const most = 4096;

/** What decides how much memory a training takes. */
export type MemoryDemand = Pick<TrainingJob, 'spec' | 'threads' | 'cores' | 'batchSize'> & {
  examples: number;
};

/** What a run asks for; `cores` is the most threads that `auto` may choose. */
export function demandOf(
  { design, recipe }: Pick<Run, 'design' | 'recipe'>,
  { examples, threads, cores }: { examples: number; threads: number | 'auto'; cores: number },
): MemoryDemand {
  return { spec: toTrainingSpec(design, recipe), batchSize: recipe.batchSize, examples, threads, cores };
}

/** MiB that training takes, rounded up: with the threads that a run which has all cores will use. */
export function memoryInMiB({ spec, threads, cores, batchSize, examples }: MemoryDemand): number {
  const used = threads === 'auto' ? worthwhileThreads(spec, batchSize, cores) : threads;
  return Math.ceil(memoryNeeded(spec, { examples, threads: used }) / MIB);
}

/**
 * @param free MiB that this machine can give
 * @throws ProblemError memory.beyondEngine, memory.beyondMachine
 */
export function checkMemory(demand: MemoryDemand, free: number): void {
  const needed = memoryInMiB(demand);
  if (needed > most) throw problem('memory.beyondEngine', { needed, most });
  if (needed > free) throw problem('memory.beyondMachine', { needed, free });
}
