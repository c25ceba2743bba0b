import { ContestantProcess } from './contestant-process.ts';
import { takesPart, type Entrant } from './entrants.ts';
import type { Ready, Stretch } from './protocol.ts';
import type { Work } from './workloads.ts';

/** What one contestant did with one workload. */
export interface Measured {
  entrant: Entrant;
  ready: Ready;
  /** One for each round; null where it took no part. At least one is there. */
  stretches: (Stretch | null)[];
}

/** A contestant that did not run, and why. */
export interface Refused {
  entrant: Entrant;
  refused: string;
}

export interface RoundOptions {
  rounds: number;
  /** How long a contestant runs in one round. */
  milliseconds: number;
  /** Hears how far the work is, often. */
  onProgress: (line: string) => void;
  /** Hears what changes the work. */
  onNews: (line: string) => void;
  signal: AbortSignal;
}

interface Started extends Measured {
  process: ContestantProcess;
  /** The rounds it takes part in: the first so many. */
  rounds: number;
  fell?: string;
}

/** So many times a round's stretch: just-in-time compilers need a while. */
const warmUp = 2;
/** A contestant that needs so many times the time it was given takes part in few rounds. */
const slow = 4;
const fewRounds = 3;

/**
 * Side by side on one workload: every contestant in a process of its own, all of them alive, one running at a time.
 * In each round every contestant runs once, so that what else the machine does meets all of them; before the first
 * they warm up. A contestant that falls leaves the others running.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runRounds(
  work: Work,
  entrants: readonly Entrant[],
  options: RoundOptions,
): Promise<(Measured | Refused)[]> {
  const found: (Started | Refused)[] = [];
  try {
    for (const entrant of entrants.filter((candidate) => takesPart(candidate, work)))
      found.push(await start(entrant, work, options));
    const started = found.filter((one) => 'process' in one);
    for (let round = 0; round < options.rounds; round++) {
      options.onProgress(
        `${work.name}: round ${round + 1} of ${options.rounds}, ${started.length} contestants`,
      );
      for (const one of started)
        one.stretches.push(round < one.rounds ? await runOnce(one, round, options) : null);
    }
  } finally {
    for (const one of found) if ('process' in one) one.process.end();
  }
  return found.map((one) => {
    if ('refused' in one) return one;
    const { entrant, ready, stretches, fell = 'it was not measured' } = one;
    return stretches.some((stretch) => stretch !== null)
      ? { entrant, ready, stretches }
      : { entrant, refused: fell };
  });
}

async function start(entrant: Entrant, work: Work, options: RoundOptions): Promise<Started | Refused> {
  const { rounds, milliseconds, signal, onProgress } = options;
  signal.throwIfAborted();
  onProgress(`${work.name}: ${entrant.label} warms up`);
  const process = new ContestantProcess(entrant, signal);
  try {
    const opened = await process.open(work);
    if ('ready' in opened) {
      const { wall } = await process.run(warmUp * milliseconds);
      const isSlow = wall * 1000 > slow * warmUp * milliseconds;
      const part = isSlow ? Math.min(rounds, fewRounds) : rounds;
      return { entrant, ready: opened.ready, stretches: [], process, rounds: part };
    }
    process.end();
    return { entrant, refused: opened.refused };
  } catch (error) {
    process.end();
    signal.throwIfAborted();
    return { entrant, refused: messageOf(error) };
  }
}

async function runOnce(one: Started, round: number, { milliseconds, signal, onNews }: RoundOptions) {
  try {
    return await one.process.run(milliseconds);
  } catch (error) {
    signal.throwIfAborted();
    one.rounds = round;
    one.fell = messageOf(error);
    onNews(`${one.entrant.label} fell: ${one.fell}`);
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
