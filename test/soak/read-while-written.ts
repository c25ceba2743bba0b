import { statSync } from 'node:fs';
import type { OpenStore } from '#main/store/client.ts';

/** What a reader saw beside the writers. */
export interface Seen {
  lists: number;
  series: number;
  /** Most bytes that the write-ahead log took. */
  mostLog: number;
  /** Sentences; none where all was well. */
  faults: string[];
}

/** The series that every run has, with a row at every step. */
export const everyStep = 'batch.loss';

/** Lists all runs and reads series of the newest ones, over and over without a pause, once at least, until `isOver`. */
export async function readWhileWritten(store: OpenStore, file: string, isOver: () => boolean): Promise<Seen> {
  const seen: Seen = { lists: 0, series: 0, mostLog: 0, faults: [] };
  do {
    const runs = await store.listRuns();
    await store.listLatest([everyStep, 'train.loss', 'dev.loss']);
    seen.lists += 1;
    for (const { id } of runs.slice(0, 4)) {
      const keys = await store.seriesKeys(id);
      if (!keys.includes(everyStep)) continue;
      const { steps } = await store.readSeries(id, everyStep);
      const gap = findGap(steps);
      if (gap !== null) seen.faults.push(`run ${id}, while it was written: ${gap}`);
      seen.series += 1;
    }
    seen.mostLog = Math.max(seen.mostLog, bytesOf(`${file}-wal`));
  } while (!isOver());
  return seen;
}

/** Null where steps are 1, 2, 3, …; else the first that is not, in words. */
export function findGap(steps: Int32Array): string | null {
  const at = steps.findIndex((step, i) => step !== i + 1);
  return at < 0 ? null : `row ${at + 1} is of step ${steps[at]}`;
}

export function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
