import { listOwnEntrants, type Entrant } from './entrants.ts';
import { describeMachine } from './machine.ts';
import { createReport, type BenchReport } from './report.ts';
import { runRounds, type RoundOptions } from './rounds.ts';
import type { Work } from './workloads.ts';

export interface BenchOptions extends RoundOptions {
  workloads: readonly Work[];
  /** `contestant.ts`, or what the build made of it. */
  contestantProgram: string;
  /** Contestants besides ours. */
  peers: readonly Entrant[];
}

/**
 * Every workload, side by side with whoever takes part and with the machine's own limit.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runBenchmark(options: BenchOptions): Promise<BenchReport> {
  const machine = describeMachine();
  const entrants = [...listOwnEntrants(options.contestantProgram, machine.cores), ...options.peers];
  const results = [];
  for (const work of options.workloads)
    results.push({ work, found: await runRounds(work, entrants, options) });
  return createReport(machine, options, results);
}
