import type { Database } from 'better-sqlite3';

/** The order of the runs that wait, and what a person has set for the whole workbench. */
export function addQueueAndOptions(db: Database): void {
  db.exec(`
    -- The place among the runs that wait, rising; NULL for a run that has been taken to be trained, or has ended. A run
    -- that waits for whoever has a runner free has no owner.
    ALTER TABLE run ADD COLUMN queue_position INTEGER;
    CREATE INDEX run_waiting ON run (queue_position) WHERE queue_position IS NOT NULL;
    UPDATE run SET queue_position = key WHERE status = 'queued';
    -- What kind of failure ended the run, and in which pass of its layer.
    ALTER TABLE run ADD COLUMN failure_kind TEXT;
    ALTER TABLE run ADD COLUMN failure_pass TEXT;

    -- value is JSON.
    CREATE TABLE option (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
