import type { Entrant, EntrantId } from '#main/benchmark/entrants.ts';
import { createReport, type BenchReport } from '#main/benchmark/report.ts';
import type { Measured, Refused } from '#main/benchmark/rounds.ts';
import { countOperations, workloads, type Work } from '#main/benchmark/workloads.ts';

export const machine = {
  ...{ processor: 'Made & up <1>', cores: 2, platform: 'linux-x64' },
  ...{ node: '24.0.0', v8: '13.6.0', load: 0 },
};

export function findWork(name: string): Work {
  const work = workloads.find((candidate) => candidate.name === name);
  if (work === undefined) throw new Error(`there is no ${name}`);
  return work;
}

function enter(id: EntrantId, more: Partial<Entrant> = {}): Entrant {
  return { id, label: id, program: 'none', args: [], ...more };
}

/** Samples per second of each round; null where it took no part. */
export function measure(
  id: EntrantId,
  rates: (number | null)[],
  ready: Measured['ready'] = {},
  wallPerSecond = 1,
  more: Partial<Entrant> = {},
): Measured {
  const stretches = rates.map((rate) =>
    rate === null ? null : { done: rate, seconds: 1, wall: wallPerSecond },
  );
  return { entrant: enter(id, more), ready, stretches };
}

export function refuse(id: EntrantId, refused: string): Refused {
  return { entrant: enter(id), refused };
}

export function reportOn(name: string, ...found: (Measured | Refused)[]): BenchReport {
  const work = findWork(name);
  const limits = [measure('peak-128', [40e9, 50e9, 60e9]), measure('peak-256', [90e9, 100e9, 110e9])];
  const missing = limits.filter(({ entrant }) => found.every((one) => one.entrant.id !== entrant.id));
  return createReport(machine, { rounds: 3, milliseconds: 1, absent: [] }, [
    { work, found: [...missing, ...found] },
  ]);
}

/** Samples per second at which W's products alone make so many operations a second. */
export function samplesAt(name: string, operationsPerSecond: number): number {
  const work = findWork(name);
  return (operationsPerSecond * work.batch) / countOperations(work);
}
