import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Opens a copy of a store and makes sure that it is whole.
 *
 * @param expected what `countRows` said of the original at the moment of the copy
 * @throws Error that says what is wrong with it
 */
export function verifyCopy(copy: string, schema: number, expected: string): void {
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

/** Every table with its number of rows, as one text. */
export function countRows(db: Database.Database): string {
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  return tables
    .filter((table) => !table.startsWith('sqlite_'))
    .map((table) => `${table} ${db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get()}`)
    .join(', ');
}

/** Returns once the bytes of a file are on the disk. */
export function flush(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
