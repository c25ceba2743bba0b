import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { isFull, nameFailure, reasonOf } from '#main/store/failures.ts';

test.each([
  ['SQLITE_BUSY', 'store.unwritable'],
  ['SQLITE_BUSY_SNAPSHOT', 'store.unwritable'],
  ['SQLITE_IOERR_WRITE', 'store.unwritable'],
  ['SQLITE_READONLY', 'store.unwritable'],
  ['SQLITE_CORRUPT', 'store.damaged'],
  ['SQLITE_NOTADB', 'store.damaged'],
])('what SQLite calls %s is said as the problem %s with file and reason', (code, expected) => {
  const error = new Database.SqliteError('the words of SQLite', code);
  expect(nameFailure(error, 'a.db')).toMatchObject({
    code: expected,
    params: { file: 'a.db', reason: 'the words of SQLite' },
  });
});

test('a broken constraint and any other error stay as they are', () => {
  const constraint = new Database.SqliteError('UNIQUE constraint failed', 'SQLITE_CONSTRAINT_UNIQUE');
  const other = new TypeError('x is not a function');
  expect(nameFailure(constraint, 'a.db')).toBe(constraint);
  expect(nameFailure(other, 'a.db')).toBe(other);
});

test("the reason of a failed file call is Node's, without the call and the path", () => {
  expect(reasonOf(new Error("EACCES: permission denied, open '/x/a.db'"))).toBe('EACCES: permission denied');
});

test('a full disk is told from every other refusal', () => {
  expect(isFull(new Database.SqliteError('database or disk is full', 'SQLITE_FULL'))).toBe(true);
  expect(isFull(new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE'))).toBe(false);
});
