import { renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import { countRows, flush, verifyCopy } from './copies.ts';
import { reasonOf } from './failures.ts';

/**
 * Copies a store beside itself as `FILE.schema-N.backup` and makes sure that the copy can be opened, is whole
 * and holds as many rows in every table. The name appears only once that is so.
 *
 * @throws ProblemError store.unreadable when a good copy cannot be made
 */
export function backUp(file: string, schema: number): void {
  const name = `${file}.schema-${schema}.backup`;
  const unfinished = `${name}.part`;
  try {
    rmSync(unfinished, { force: true });
    const expected = copyInto(file, unfinished);
    verifyCopy(unfinished, schema, expected);
    flush(unfinished);
    renameSync(unfinished, name);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw problem('store.unreadable', { file, reason: `no backup could be made: ${reasonOf(error)}` });
  }
}

/** A connection of its own, because VACUUM INTO cannot run inside the migration's transaction. */
function copyInto(file: string, target: string): string {
  const db = new Database(file, { readonly: true });
  try {
    db.prepare('VACUUM INTO ?').run(target);
    return countRows(db);
  } finally {
    db.close();
  }
}
