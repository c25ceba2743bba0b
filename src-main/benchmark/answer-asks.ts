import { createInterface } from 'node:readline';
import type { Ask, Opened, Ready, Stretch } from './protocol.ts';
import { readThreadTime } from './thread-time.ts';
import type { Work } from './workloads.ts';

/** What a contestant brings once it is open. */
export interface Contestant {
  /** Examples (of the peak: operations) that one unit handles: a step's, mostly. */
  perUnit: number;
  /** Does so many units; the loop is the contestant's, so that a call costs it nothing. */
  run: (units: number) => void;
  ready: Ready;
}

/** Thrown by what opens a contestant that cannot do the work: the reason, as a clause. */
export class Refusal extends Error {}

/** A look at the clock costs a microsecond; between two of them this many milliseconds pass at least. */
const betweenLooks = 1;

/**
 * The life of a contestant's process: reads what it is asked from standard input, answers on standard output. Also
 * the peers of `test/bench/peers` live so.
 */
export async function answerAsks(open: (work: Work) => Contestant | Promise<Contestant>): Promise<void> {
  let contestant: Contestant | undefined;
  const answer = (what: Opened | Stretch) => void process.stdout.write(`${JSON.stringify(what)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const ask = JSON.parse(line) as Ask;
    if ('run' in ask) {
      if (contestant === undefined) throw new Error('asked to run before it was opened');
      answer(runStretch(contestant, ask.run.milliseconds));
      continue;
    }
    try {
      contestant = await open(ask.open);
      answer({ ready: contestant.ready });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer({ refused: error.message });
    }
  }
  // Threads that a contestant started would keep the process.
  process.exit(0);
}

/**
 * Runs for so many milliseconds of its own time, in portions that grow until looking at the clock no longer counts.
 * Where others take the machine, twice the time that passes is the end.
 */
export function runStretch({ perUnit, run }: Contestant, milliseconds: number): Stretch {
  const began = { own: readThreadTime(), wall: performance.now() };
  let units = 0;
  let portion = 1;
  let seconds = 0;
  do {
    const before = seconds;
    run(portion);
    units += portion;
    seconds = readThreadTime() - began.own;
    if ((seconds - before) * 1000 < betweenLooks) portion *= 2;
  } while (Math.max(seconds * 1000, (performance.now() - began.wall) / 2) < milliseconds);
  return { done: units * perUnit, seconds, wall: (performance.now() - began.wall) / 1000 };
}
