import type { Database } from 'better-sqlite3';

/** What makes a run replayable: hashes of its parameters along the way, of its manifest, and how it was computed. */
export function recordParameterHashes(db: Database): void {
  db.exec(`
    ALTER TABLE run ADD COLUMN manifest_hash TEXT;
    -- JSON.
    ALTER TABLE run ADD COLUMN execution TEXT;

    -- tensors is JSON, [[name, sha256], …] in the engine's order; seal is the store's SHA-256 over the row.
    CREATE TABLE parameter_hash (
      run INTEGER NOT NULL REFERENCES run (key),
      step INTEGER NOT NULL,
      moment TEXT NOT NULL CHECK (moment IN ('start', 'epoch', 'end')),
      tensors TEXT NOT NULL,
      seal TEXT NOT NULL,
      PRIMARY KEY (run, step, moment)
    ) STRICT, WITHOUT ROWID;
  `);
}
