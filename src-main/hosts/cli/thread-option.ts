import { availableParallelism } from 'node:os';
import { parseWholeNumber } from './whole-number.ts';

export const threadsHelp = 'threads to train with: a whole number up to the cores of this machine, or auto';

/**
 * `auto` leaves the number to the engine's plan.
 *
 * @throws ProblemError usage
 */
export function parseThreads(text: string | undefined): number | undefined {
  if (text === undefined || text === 'auto') return undefined;
  return parseWholeNumber('--threads', text, 1, availableParallelism());
}
