import { listOwnEntrants } from './entrants.ts';
import { describeMachine } from './machine.ts';
import { preparePeers } from './peers/peers.ts';
import { createReport, type BenchReport } from './report.ts';
import { runRounds, type RoundOptions } from './rounds.ts';
import type { Work } from './workloads.ts';

export interface BenchOptions extends RoundOptions {
  workloads: readonly Work[];
  /** `contestant.ts`, or what the build made of it. */
  contestantProgram: string;
  /** Where the programs of other libraries are; absent: without them. */
  peersFolder?: string;
}

/**
 * Every workload, side by side with whoever takes part and with the machine's own limit.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runBenchmark(options: BenchOptions): Promise<BenchReport> {
  const { workloads, contestantProgram, peersFolder, onProgress, onNews, signal } = options;
  const machine = describeMachine();
  if (peersFolder !== undefined) onProgress('Peers are looked for and, the first time, installed');
  const peers = peersFolder === undefined ? none : await preparePeers(peersFolder, signal);
  peers.absent.forEach(onNews);
  const entrants = [...listOwnEntrants(contestantProgram, machine.cores), ...peers.entrants];
  const results = [];
  for (const work of workloads) results.push({ work, found: await runRounds(work, entrants, options) });
  return createReport(machine, { ...options, absent: peers.absent }, results);
}

const none = { entrants: [], absent: [] };
