import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';

/** A connection of the test's own to a store's file, closed with the test. */
export function openBeside(file: string): Database.Database {
  const db = new Database(file);
  onTestFinished(() => {
    db.close();
  });
  return db;
}
