import type { Database } from 'better-sqlite3';

/** One step of the schema. The number goes up by tens and becomes the file's `user_version`. */
export interface Migration {
  schema: number;
  /** Runs inside the transaction that also writes the new schema number. */
  migrate: (db: Database) => void;
}
