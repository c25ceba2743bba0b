import type { Database } from 'better-sqlite3';
import type { Findings } from './findings.ts';

/** Lines that are asked of SQLite at most. */
const lines = 20;

/** SQLite's own check of every page and index, and of references between tables; then how much there is to look at. */
export function inspectFile(db: Database, findings: Findings): void {
  for (const reason of db.pragma(`integrity_check(${lines})`) as { integrity_check: string }[])
    if (reason.integrity_check !== 'ok') findings.found({ kind: 'file', reason: reason.integrity_check });
  for (const [place, rows] of lostReferences(db)) {
    const [table = '', parent = ''] = place.split(' ');
    findings.found({ kind: 'reference', table, parent, rows });
  }
  for (const table of ['run', 'chunk', 'tail', 'checkpoint', 'parameter_hash', 'dataset', 'design', 'recipe'])
    findings.expect(countOf(db, table));
}

function lostReferences(db: Database): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { table, parent } of db.pragma('foreign_key_check') as { table: string; parent: string }[])
    counts.set(`${table} ${parent}`, (counts.get(`${table} ${parent}`) ?? 0) + 1);
  return counts;
}

function countOf(db: Database, table: string): number {
  return db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}
