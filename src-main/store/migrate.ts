import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import { backUp } from './backup.ts';
import { applicationId } from './file-header.ts';
import type { Migration } from './migrations/migration.ts';
import { inWrite } from './transactions.ts';

/**
 * Takes the file through every migration that it has not seen, all in one transaction. A file that held a
 * schema before is backed up first, under the same write lock, so the copy is exactly what is then changed.
 *
 * @throws ProblemError store.newer
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.schema ?? 0;
  if (readSchema(db) === newest) return;
  inWrite(db, () => {
    // Read again under the lock: another process may have migrated while this one waited.
    const found = readSchema(db);
    if (found > newest) throw problem('store.newer', { file: db.name, found, supported: newest });
    if (found === newest) return;
    if (found > 0) backUp(db.name, found);
    db.pragma(`application_id = ${applicationId}`);
    for (const migration of migrations.filter(({ schema }) => schema > found)) {
      migration.migrate(db);
      db.pragma(`user_version = ${migration.schema}`);
    }
  });
}

export function readSchema(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}
