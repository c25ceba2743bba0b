import { copyFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

const fixture = path.join(import.meta.dirname, '..', '..', 'fixtures', 'store', 'schema-10.sqlite');

/** Tables of the first schema whose rows belong to a run, what they refer to first. */
const tables = ['tag', 'series', 'tail', 'chunk', 'latest', 'checkpoint', 'checkpoint_tensor'];

/** Writes a store of the first schema in which the runs of the fixture stand `copies` times more. */
export function makeLargeOldStore(file: string, copies: number): void {
  copyFileSync(fixture, file);
  const db = new Database(file);
  db.pragma('foreign_keys = ON');
  const columnsOf = (table: string) =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => `"${name}"`);
  const runColumns = columnsOf('run').filter((name) => !['"key"', '"id"'].includes(name));
  const copyRun = db.prepare(
    `INSERT INTO run (id, ${runColumns.join(', ')}) SELECT id || '-' || ?, ${runColumns.join(', ')} FROM run WHERE key = ?`,
  );
  const copyRows = tables.map((table) => {
    const others = columnsOf(table).filter((name) => name !== '"run"');
    return db.prepare(
      `INSERT INTO ${table} (run, ${others.join(', ')}) SELECT ?, ${others.join(', ')} FROM ${table} WHERE run = ?`,
    );
  });
  db.transaction(() => {
    const keys = db.prepare<[], number>('SELECT key FROM run').pluck().all();
    for (let copy = 1; copy <= copies; copy += 1)
      for (const key of keys) {
        const { lastInsertRowid } = copyRun.run(copy, key);
        for (const rows of copyRows) rows.run(lastInsertRowid, key);
      }
  })();
  db.close();
}
