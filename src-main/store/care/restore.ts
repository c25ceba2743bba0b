import { accessSync, constants, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import { countRows, flush, verifyCopy } from '../copies.ts';
import { reasonOf } from '../failures.ts';
import { readSchemaFromHeader } from '../file-header.ts';
import { migrations } from '../migrations/list.ts';
import { describeBackup } from './backup-list.ts';
import { freeName, stampOf } from './backup-names.ts';

/** What lies beside a store while it is open, or after a crash. */
const logs = ['-wal', '-shm'];
const newestSchema = migrations.at(-1)?.schema ?? 0;

/**
 * Puts a backup in the place of a store. The store is first put aside, with the log that belongs to it, under a name
 * that nothing has; a crash at any moment leaves the old store or the backup in its place, and both somewhere.
 *
 * @returns where the old file lies now; null where there was none
 * @throws ProblemError file.missing, backup.unusable, store.inUse, file.unwritable; nothing was changed then
 */
export function restoreBackup(store: string, backup: string, now: number): { aside: string | null } {
  if (!existsSync(backup)) throw problem('file.missing', { file: backup });
  if (path.resolve(store) === path.resolve(backup))
    throw problem('backup.unusable', { file: backup, reason: 'it is the store itself' });
  refuseReadOnly(store);
  const unfinished = `${store}.restoring`;
  try {
    copyBackup(backup, unfinished);
    refuseInUse(store);
    return exchange(store, unfinished, now);
  } finally {
    for (const part of ['', '-journal']) rmSync(unfinished + part, { force: true });
  }
}

function refuseReadOnly(store: string): void {
  try {
    accessSync(path.dirname(store), constants.W_OK);
  } catch (error) {
    throw problem('file.unwritable', { file: store, reason: reasonOf(error) });
  }
}

/** The copy is looked through before anything else is touched. */
function copyBackup(backup: string, target: string): void {
  const unusable = (reason: string) => problem('backup.unusable', { file: backup, reason });
  const schema = readBackupSchema(backup, unusable);
  let rows: string;
  try {
    rmSync(target, { force: true });
    const db = new Database(backup, { readonly: true, fileMustExist: true });
    try {
      rows = countRows(db);
      db.prepare('VACUUM INTO ?').run(target);
    } finally {
      db.close();
    }
    verifyCopy(target, schema, rows);
    flush(target);
  } catch (error) {
    throw unusable(reasonOf(error));
  }
}

function readBackupSchema(backup: string, unusable: (reason: string) => Error): number {
  let schema: number | null;
  try {
    schema = readSchemaFromHeader(backup);
  } catch {
    throw unusable('it is not a Layerbench store');
  }
  if (schema === null) throw unusable('it is empty');
  if (schema > newestSchema)
    throw unusable(`its schema is ${schema}, and this Layerbench reads up to ${newestSchema}`);
  return schema;
}

/**
 * Taking a file away under a program that writes to it would lose what it writes. A file that cannot be read is not
 * opened for this: SQLite might let its log go.
 */
function refuseInUse(store: string): void {
  if (!isReadable(store)) return;
  let db: Database.Database | undefined;
  try {
    db = new Database(store, { fileMustExist: true, timeout: 0 });
    db.pragma('locking_mode = EXCLUSIVE');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    if (isBusy) throw problem('store.inUse', { file: store });
  } finally {
    db?.close();
  }
}

function exchange(store: string, restored: string, now: number): { aside: string | null } {
  const oldName = freeName(`${store}.${isReadable(store) ? 'replaced' : 'unreadable'}-${stampOf(now)}`);
  const aside = existsSync(store) ? oldName : null;
  try {
    if (aside !== null) keep(store, aside);
    // A log applied to another file than its own would ruin it: it goes before the file comes.
    for (const part of logs) if (existsSync(store + part)) renameSync(store + part, oldName + part);
    renameSync(restored, store);
    return { aside };
  } catch (error) {
    if (aside !== null) giveBack(store, aside);
    throw problem('file.unwritable', { file: store, reason: reasonOf(error) });
  }
}

function isReadable(store: string): boolean {
  const found = describeBackup(store, 'asked');
  return found !== null && found.runs !== null && !found.isNewer;
}

/** The old file under its new name as well, so that the old name is never without a store; moved where links are not known. */
function keep(store: string, aside: string): void {
  try {
    linkSync(store, aside);
  } catch {
    renameSync(store, aside);
  }
}

/** What was put aside goes back; a file that both names stand for only loses the new one. */
function giveBack(store: string, aside: string): void {
  for (const part of logs)
    if (existsSync(aside + part) && !existsSync(store + part)) renameSync(aside + part, store + part);
  if (!existsSync(aside)) return;
  if (!existsSync(store)) renameSync(aside, store);
  else if (statSync(store).ino === statSync(aside).ino) rmSync(aside);
}
