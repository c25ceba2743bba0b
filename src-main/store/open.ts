import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { ProblemError, problem } from '#shared/problem.ts';
import { reasonOf } from './failures.ts';
import { readSchemaFromHeader } from './file-header.ts';
import { migrate } from './migrate.ts';
import { migrations as allMigrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';

/** Milliseconds that a connection waits for another one's write to end. */
export const busyTimeout = 5000;

/** Bytes of the write-ahead log that stay when it begins anew; what one large write took beyond is given back. */
const logKept = 16 * 1024 * 1024;

/**
 * Opens a store, or makes one where there is no file, and brings it to the newest schema.
 *
 * @throws ProblemError store.notAStore, store.newer, store.unreadable; in each case the file is as it was
 */
export function openDatabase(
  file: string,
  migrations: readonly Migration[] = allMigrations,
): Database.Database {
  const path = resolve(file);
  const supported = migrations.at(-1)?.schema ?? 0;
  const written = readSchemaFromHeader(path);
  if (written === null) refuseLostFile(path);
  else refuseNewer(path, Math.max(written, readSchemaFromLog(path)), supported);
  let db: Database.Database | undefined;
  try {
    if (written === null) makeFolder(dirname(path));
    accessSync(written === null ? dirname(path) : path, constants.W_OK);
    db = new Database(path, { timeout: busyTimeout });
    db.pragma('trusted_schema = OFF');
    db.pragma('foreign_keys = ON');
    if (written === null) keepUnusedSpaceMovable(db);
    migrate(db, migrations);
    // After the tables: a process that looks at the header meanwhile finds a whole store in the file itself.
    useWriteAheadLog(db);
    db.pragma('synchronous = FULL');
    db.pragma(`journal_size_limit = ${logKept}`);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof ProblemError) throw error;
    throw problem('store.unreadable', { file: path, reason: reasonOf(error) });
  }
}

/** One folder after the other: Node's own way with all of them never ends where a system refuses with ENOENT. */
function makeFolder(folder: string): void {
  if (existsSync(folder) || folder === dirname(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}

/** SQLite lets the log of an empty file go, and all that a crash left may stand in it. */
function refuseLostFile(file: string): void {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw problem('store.unreadable', { file, reason: 'the file is empty or gone, but its log is there' });
}

/**
 * A new file notes where its pages are used, so that unused space can be given back a part at a time. Preparing the
 * statement is what sets this (https://sqlite.org/pragma.html, "during the SQL compilation stage"); running it would
 * write a file that has no tables yet, and another process would take it for no store.
 */
function keepUnusedSpaceMovable(db: Database.Database): void {
  db.prepare('PRAGMA auto_vacuum = INCREMENTAL');
}

function refuseNewer(file: string, found: number, supported: number): void {
  if (found > supported) throw problem('store.newer', { file, found, supported });
}

/**
 * The schema as it stands in a write-ahead log that has not reached the file yet; 0 where there is none. A
 * read-only connection leaves file and log as they are when it closes.
 */
function readSchemaFromLog(file: string): number {
  if (!existsSync(`${file}-wal`)) return 0;
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, timeout: busyTimeout });
    return db.pragma('user_version', { simple: true }) as number;
  } catch (error) {
    throw problem('store.unreadable', { file, reason: reasonOf(error) });
  } finally {
    db?.close();
  }
}

/** SQLite answers "busy" at once when two connections change the journal together, so the waiting is ours. */
function useWriteAheadLog(db: Database.Database): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 20) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || waited >= busyTimeout) throw error;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}
