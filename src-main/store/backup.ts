import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
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
    verify(unfinished, schema, expected);
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

function verify(copy: string, schema: number, expected: string): void {
  const db = new Database(copy, { readonly: true });
  try {
    const check = db.pragma('integrity_check', { simple: true });
    if (check !== 'ok') throw new Error(String(check));
    if (db.pragma('user_version', { simple: true }) !== schema)
      throw new Error('the copy has another schema');
    if (countRows(db) !== expected) throw new Error('the copy does not hold every row');
  } finally {
    db.close();
  }
}

function countRows(db: Database.Database): string {
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  return tables
    .filter((table) => !table.startsWith('sqlite_'))
    .map((table) => `${table} ${db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get()}`)
    .join(', ');
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
