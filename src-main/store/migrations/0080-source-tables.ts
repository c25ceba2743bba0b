import type { Database } from 'better-sqlite3';

/**
 * The table that an imported dataset was made of, column by column, and the choices that made it, so that it can be
 * prepared in another way later; and how a dataset is divided, filled and scaled where that is not as usual. A dataset
 * from before has none of them.
 */
export function keepSourceTables(db: Database): void {
  db.exec(`
    -- hash is over facts and the columns before they were packed; facts is JSON: names, kinds, words, dialect.
    CREATE TABLE source_table (
      hash TEXT PRIMARY KEY,
      facts TEXT NOT NULL,
      put_at INTEGER NOT NULL
    ) STRICT;

    -- bytes are deflated; crc is their CRC-32.
    CREATE TABLE source_column (
      source TEXT NOT NULL REFERENCES source_table (hash) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      crc INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (source, position)
    ) STRICT;

    ALTER TABLE dataset ADD COLUMN treatment TEXT;
    ALTER TABLE dataset ADD COLUMN preparation TEXT;
    ALTER TABLE dataset ADD COLUMN source_table TEXT REFERENCES source_table (hash);
  `);
}
