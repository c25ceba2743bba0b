import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Backup } from '#shared/contract/care.ts';
import { problem } from '#shared/problem.ts';
import { countRows, flush, verifyCopy } from '../copies.ts';
import { isDamage, isRefusal, nameFailure, reasonOf } from '../failures.ts';
import { readSchema } from '../migrate.ts';
import { describeBackup } from './backup-list.ts';
import { freeBackupName } from './backup-names.ts';
import { inspectStore } from './inspect-store.ts';

/** Pages copied at a time. */
const pages = 1000;

/**
 * Copies a store as it stands at one moment, also while others write to it: within a read transaction SQLite's backup
 * sees that moment only and never has to start again. The copy is written under a temporary name, looked through down
 * to the last checksum, flushed and renamed.
 *
 * @param target null: beside the store, named by the time
 * @returns the backup, and how many damaged places it has taken over from the store
 * @throws ProblemError backup.exists, file.unwritable, store.damaged
 */
export async function backUpTo(
  store: string,
  target: string | null,
  now: number,
): Promise<{ backup: Backup; damages: number }> {
  const file = target === null ? freeBackupName(store, now) : path.resolve(target);
  if (existsSync(file)) throw problem('backup.exists', { file });
  if (!existsSync(path.dirname(file)))
    throw problem('file.unwritable', { file, reason: 'there is no such folder' });
  const unfinished = `${file}.part`;
  try {
    rmSync(unfinished, { force: true });
    const { schema, rows } = await copyMoment(store, unfinished);
    makePlainFile(unfinished);
    verify(unfinished, schema, rows, file);
    const { damages } = inspectStore(unfinished);
    flush(unfinished);
    renameSync(unfinished, file);
    const backup = describeBackup(file, 'asked');
    if (backup === null) throw new Error('it is gone again');
    return { backup, damages };
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (isDamage(error)) throw nameFailure(error, store);
    if (isRefusal(error)) throw problem('file.unwritable', { file, reason: reasonOf(error) });
    throw error;
  }
}

async function copyMoment(store: string, target: string): Promise<{ schema: number; rows: string }> {
  const db = new Database(store, { readonly: true, fileMustExist: true });
  try {
    db.exec('BEGIN');
    const rows = countRows(db);
    await db.backup(target, { progress: () => pages });
    return { schema: readSchema(db), rows };
  } finally {
    db.close();
  }
}

/** A copy says, as the store does, that a log lies beside it; a backup is one file and nothing else. */
function makePlainFile(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function verify(copy: string, schema: number, rows: string, file: string): void {
  try {
    verifyCopy(copy, schema, rows);
  } catch (error) {
    throw problem('file.unwritable', { file, reason: reasonOf(error) });
  }
}
