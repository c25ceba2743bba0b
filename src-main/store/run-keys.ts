import type { Database } from 'better-sqlite3';
import { activeStatuses, type RunStatus } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';

/** From a run's whole id to the small number that its rows carry. */
export function prepareRunKeys(db: Database) {
  const select = db.prepare<[string], { key: number; status: RunStatus }>(
    'SELECT key, status FROM run WHERE id = ?',
  );

  function find(id: string): { key: number; status: RunStatus } {
    const found = select.get(id);
    if (!found) throw problem('run.unknown', { run: id });
    return found;
  }

  return {
    /** @throws ProblemError run.unknown */
    keyOf: (id: string): number => find(id).key,
    /**
     * For writes. A run that has ended is never changed again, so such a write is a fault of the caller.
     *
     * @throws ProblemError run.unknown
     */
    keyOfActive: (id: string): number => {
      const { key, status } = find(id);
      if (!isActive(status)) throw new Error(`run ${id} is ${status}: what it recorded never changes again`);
      return key;
    },
  };
}

export function isActive(status: RunStatus): boolean {
  return activeStatuses.includes(status);
}
