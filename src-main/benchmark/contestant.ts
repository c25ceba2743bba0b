import { answerAsks } from './answer-asks.ts';
import { openEngine, type EngineEntry } from './entrants/engine.ts';
import { openNaive, type NaiveEntry } from './entrants/naive.ts';
import { openPeak, type PeakEntry } from './entrants/peak.ts';
import type { Contestant } from './answer-asks.ts';
import type { Work } from './workloads.ts';

export type Entry = EngineEntry | NaiveEntry | PeakEntry;

/**
 * One contestant of ours: a program of its own, so that V8's flags and what it has compiled do not reach the next.
 * The entry is its argument, in JSON.
 */
const entry = JSON.parse(process.argv[2] ?? '') as Entry;
await answerAsks((work) => enter(work));

function enter(work: Work): Contestant | Promise<Contestant> {
  switch (entry.kind) {
    case 'engine':
      return openEngine(work, entry);
    case 'naive':
      return openNaive(work);
    case 'peak':
      return openPeak();
  }
}
