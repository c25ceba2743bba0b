import type { Database } from 'better-sqlite3';

/** Takes the write lock at once, so that a busy store is waited for before anything was read. */
export function inWrite<T>(db: Database, work: () => T): T {
  return db.transaction(work).immediate();
}

/** Several reads of one moment: what another connection commits in between is not seen. */
export function inRead<T>(db: Database, work: () => T): T {
  return db.transaction(work).deferred();
}
