import Database from 'better-sqlite3';
import type { StoreApi } from '#main/store/api.ts';
import { everyStep, findGap } from './read-while-written.ts';

/** What is in a store after the soak. */
export interface Checked {
  runs: number;
  points: number;
  /** Sentences; none where all is well. */
  faults: string[];
}

/** Reads everything there is: each read verifies its checksums. Then SQLite looks at its own pages. */
export function checkStore(store: StoreApi, file: string): Checked {
  const checked: Checked = { runs: 0, points: 0, faults: [] };
  for (const { id, name, status, step } of store.listRuns()) {
    checked.runs += 1;
    const tell = (fault: string) => checked.faults.push(`run ${id} (${name}, ${status}): ${fault}`);
    if (status !== 'finished') tell('it did not finish');
    try {
      for (const key of store.seriesKeys(id)) {
        const { steps } = store.readSeries(id, key);
        checked.points += steps.length;
        if (steps.some((step, i) => i > 0 && step <= (steps[i - 1] ?? 0))) tell(`${key} does not rise`);
        if (key !== everyStep) continue;
        const gap = findGap(steps);
        if (gap !== null) tell(gap);
        if (steps.length !== step) tell(`${steps.length} steps are kept of ${step}`);
      }
      if (store.readCheckpoint(id) === null) tell('it has no checkpoint');
      if (store.readHashes(id).some(({ isSound }) => !isSound)) tell('a row of hashes is damaged');
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  }
  return { ...checked, faults: [...checked.faults, ...checkPages(file)] };
}

function checkPages(file: string): string[] {
  const db = new Database(file, { readonly: true });
  try {
    const integrity = String(db.pragma('integrity_check', { simple: true }));
    const orphans = db.pragma('foreign_key_check') as unknown[];
    return [
      ...(integrity === 'ok' ? [] : [`integrity check: ${integrity}`]),
      ...(orphans.length === 0 ? [] : [`${orphans.length} rows refer to rows that are not there`]),
    ];
  } finally {
    db.close();
  }
}
