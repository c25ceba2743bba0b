import { openStore } from '#main/store/store.ts';
import { createWholeRun } from '../unit/store/whole-run.ts';

/** Puts runs that have ended into a store, the last one the newest, without the time that training them takes. */
export function saveRuns(storeFile: string, ...names: string[]): void {
  const store = openStore(storeFile, { now: Date.now });
  const from = Date.now() - 60_000;
  names.forEach((name, at) => createWholeRun(store, { id: `${name}0000`, name, createdAt: from + at }));
  store.close();
}
