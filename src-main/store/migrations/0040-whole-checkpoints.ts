import type { Database } from 'better-sqlite3';

/**
 * Several checkpoints of a run, each of a kind and with all that training needs to go on; and where a fork began. What
 * earlier versions kept was the last parameters, which is an `end` that cannot be gone on from.
 */
export function keepWholeCheckpoints(db: Database): void {
  db.pragma('defer_foreign_keys = ON');
  db.exec(`
    -- Not a reference: a child outlives the run that it was forked from.
    ALTER TABLE run ADD COLUMN parent TEXT;
    ALTER TABLE run ADD COLUMN parent_step INTEGER;
    ALTER TABLE run ADD COLUMN parent_sha256 TEXT;

    CREATE TABLE checkpoint_before AS SELECT * FROM checkpoint;
    CREATE TABLE checkpoint_tensor_before AS SELECT * FROM checkpoint_tensor;
    DROP TABLE checkpoint_tensor;
    DROP TABLE checkpoint;

    -- state is JSON, NULL where training cannot go on from here; seal is the store's own SHA-256 over everything in the
    -- checkpoint; sha256 is over what the network predicts with.
    CREATE TABLE checkpoint (
      key INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (key),
      step INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('start', 'keyframe', 'recovery', 'best', 'end')),
      epoch INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      state TEXT,
      seal TEXT NOT NULL,
      UNIQUE (run, step, kind)
    ) STRICT;

    CREATE TABLE checkpoint_tensor (
      checkpoint INTEGER NOT NULL REFERENCES checkpoint (key) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('parameter', 'statistic', 'optimizer', 'order', 'kept')),
      name TEXT NOT NULL,
      shape TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('float32', 'float64', 'uint32')),
      bytes BLOB NOT NULL,
      PRIMARY KEY (checkpoint, position)
    ) STRICT;

    INSERT INTO checkpoint (run, step, kind, epoch, sha256, created_at, bytes, state, seal)
      SELECT run, step, 'end', epoch, sha256, created_at,
        (SELECT coalesce(sum(length(bytes)), 0) FROM checkpoint_tensor_before t WHERE t.run = c.run AND t.step = c.step),
        NULL, seal
      FROM checkpoint_before c;
    INSERT INTO checkpoint_tensor (checkpoint, position, role, name, shape, type, bytes)
      SELECT c.key, t.position, iif(t.name LIKE 'running%', 'statistic', 'parameter'), t.name, t.shape, t.type, t.bytes
      FROM checkpoint_tensor_before t JOIN checkpoint c ON c.run = t.run AND c.step = t.step;
    DROP TABLE checkpoint_before;
    DROP TABLE checkpoint_tensor_before;
  `);
}
