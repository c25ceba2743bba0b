import Database from 'better-sqlite3';
import { problem } from '#shared/problem.ts';

/** Why a file could not be used, in one clause: Node's message without the call and path that follow it. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(', ')[0] ?? message;
}

/** Failures of the disk or of other programs, which a person can mend; anything else is a fault of the code. */
const unwritable = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'];
const damaged = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

/** Turns what SQLite says about the disk into a problem with a name; hands everything else back unchanged. */
export function nameFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (isDamage(error)) return problem('store.damaged', { file, place: 'the file', reason: error.message });
  if (isRefusal(error)) return problem('store.unwritable', { file, reason: error.message });
  return error;
}

/** True where SQLite says that the bytes of the file are not those of a database. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && damaged.some((code) => error.code.startsWith(code));
}

/** True where the disk or another program refuses, by SQLite's word or the system's. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof Database.SqliteError) return unwritable.some((code) => error.code.startsWith(code));
  return error instanceof Error && 'syscall' in error;
}

/** True where the disk, or the share of it that this user has, is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_FULL';
}
