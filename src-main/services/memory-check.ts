import { memoryNeeded } from '#shared/core/engine/wasm-engine.ts';
import { problem } from '#shared/problem.ts';
import type { TrainingJob } from '../training/messages.ts';

const MIB = 2 ** 20;
/** What the 32-bit addresses of a WebAssembly memory reach. */
const most = 4096;

/** What decides how much memory a training takes. */
export type MemoryDemand = Pick<TrainingJob, 'spec' | 'threads' | 'cores'> & { examples: number };

/** MiB that training takes, rounded up: with as many threads as there may be. */
export function memoryInMiB({ spec, threads, cores, examples }: MemoryDemand): number {
  const bytes = memoryNeeded(spec, { examples, threads: threads === 'auto' ? cores : threads });
  return Math.ceil(bytes / MIB);
}

/**
 * @param free bytes that this machine can give
 * @throws ProblemError memory.beyondEngine, memory.beyondMachine
 */
export function checkMemory(demand: MemoryDemand, free: number): void {
  const needed = memoryInMiB(demand);
  if (needed > most) throw problem('memory.beyondEngine', { needed, most });
  if (needed * MIB > free) throw problem('memory.beyondMachine', { needed, free: Math.floor(free / MIB) });
}
