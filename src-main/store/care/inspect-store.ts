import Database from 'better-sqlite3';
import type { CareProgress, CareReport } from '#shared/contract/care.ts';
import { isDamage, reasonOf } from '../failures.ts';
import { readSchema } from '../migrate.ts';
import { Findings } from './findings.ts';
import { inspectData } from './inspect-data.ts';
import { inspectFile } from './inspect-file.ts';
import { inspectRuns } from './inspect-runs.ts';

/**
 * Looks at every checksum that the store keeps, and whether its parts fit together: SQLite's own check of the pages,
 * references between tables, and for every run its row, sealed and newest rows of its series, latest values,
 * checkpoints and hashes; every dataset, design and recipe; the draft. Nothing is written. A run is read in one
 * transaction, so that what others write meanwhile is seen whole or not at all, and hinders nobody.
 *
 * @param tell called now and then, with what was looked at so far
 * @throws ProblemError when the file cannot be opened
 */
export function inspectStore(file: string, tell: (progress: CareProgress) => void = () => {}): CareReport {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    db.pragma('trusted_schema = OFF');
    const findings = new Findings(tell);
    for (const inspect of [inspectFile, inspectRuns, inspectData])
      try {
        inspect(db, findings);
      } catch (error) {
        // A page that SQLite cannot read ends a part of the look, not the whole.
        if (!isDamage(error)) throw error;
        findings.found({ kind: 'file', reason: reasonOf(error) });
      }
    const pages = db.pragma('page_count', { simple: true }) as number;
    const pageSize = db.pragma('page_size', { simple: true }) as number;
    return { file: db.name, schema: readSchema(db), bytes: pages * pageSize, ...findings.report() };
  } finally {
    db.close();
  }
}
