import { planArena } from '#shared/core/engine/wasm/arena.ts';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { problem } from '#shared/problem.ts';

const MIB = 2 ** 20;
/** What the 32-bit addresses of a WebAssembly memory reach. */
const most = 4096;

/** MiB that training takes, rounded up. */
export function memoryInMiB(spec: TrainingSpec): number {
  return Math.ceil(planArena(spec).bytes / MIB);
}

/**
 * @param free bytes that this machine can give
 * @throws ProblemError memory.beyondEngine, memory.beyondMachine
 */
export function checkMemory(spec: TrainingSpec, free: number): void {
  const needed = memoryInMiB(spec);
  if (needed > most) throw problem('memory.beyondEngine', { needed, most });
  if (needed * MIB > free) throw problem('memory.beyondMachine', { needed, free: Math.floor(free / MIB) });
}
