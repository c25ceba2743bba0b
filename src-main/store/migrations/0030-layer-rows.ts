import type { Database } from 'better-sqlite3';

/**
 * Rows of a layer's numbers in a group of their own, which may come less often than every step; and the epoch whose
 * parameters early stopping kept.
 */
export function separateLayerRows(db: Database): void {
  // A table's checks cannot be altered: it is made anew under its own name, so that what refers to it still does.
  db.pragma('defer_foreign_keys = ON');
  db.exec(`
    ALTER TABLE run ADD COLUMN best_epoch INTEGER;

    CREATE TABLE series_before AS SELECT run, key, row_group, position FROM series;
    DROP TABLE series;
    CREATE TABLE series (
      run INTEGER NOT NULL REFERENCES run (key),
      key TEXT NOT NULL,
      row_group TEXT NOT NULL CHECK (row_group IN ('step', 'layer', 'evaluation')),
      position INTEGER NOT NULL,
      PRIMARY KEY (run, key),
      UNIQUE (run, row_group, position)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO series SELECT run, key, row_group, position FROM series_before;
    DROP TABLE series_before;
  `);
}
