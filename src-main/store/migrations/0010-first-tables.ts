import type { Database } from 'better-sqlite3';

/** Runs with their designs, recipes, data, series and checkpoints; the draft; the owners of live runs. */
export function createFirstTables(db: Database): void {
  db.exec(`
    CREATE TABLE design (
      hash TEXT PRIMARY KEY,
      json TEXT NOT NULL
    ) STRICT;

    CREATE TABLE recipe (
      hash TEXT PRIMARY KEY,
      json TEXT NOT NULL
    ) STRICT;

    -- X and Y stand last, so that reading the columns before them never walks through the examples.
    CREATE TABLE dataset (
      hash TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      name TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('generated', 'bundled', 'imported')),
      task_kind TEXT NOT NULL CHECK (task_kind IN ('binary', 'multiclass', 'regression')),
      inputs INTEGER NOT NULL,
      outputs INTEGER NOT NULL,
      examples INTEGER NOT NULL,
      features TEXT NOT NULL,
      target TEXT NOT NULL,
      classes TEXT NOT NULL,
      missing TEXT NOT NULL,
      put_at INTEGER NOT NULL,
      crc INTEGER NOT NULL,
      X BLOB NOT NULL,
      Y BLOB NOT NULL
    ) STRICT;
    CREATE INDEX dataset_imported ON dataset (put_at DESC) WHERE origin = 'imported';

    CREATE TABLE owner (
      id TEXT PRIMARY KEY,
      pid INTEGER NOT NULL,
      hostname TEXT NOT NULL,
      heartbeat_at INTEGER NOT NULL
    ) STRICT;

    -- A run has an owner exactly as long as it is active.
    CREATE TABLE run (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN
        ('queued', 'training', 'paused', 'finished', 'stopped', 'interrupted', 'diverged', 'failed')),
      owner TEXT REFERENCES owner (id),
      created_at INTEGER NOT NULL,
      started_at INTEGER,
      ended_at INTEGER,
      design TEXT NOT NULL REFERENCES design (hash),
      design_hash TEXT NOT NULL,
      recipe TEXT NOT NULL REFERENCES recipe (hash),
      dataset_hash TEXT NOT NULL REFERENCES dataset (hash),
      dataset_source TEXT NOT NULL,
      dataset_name TEXT NOT NULL,
      task_kind TEXT NOT NULL CHECK (task_kind IN ('binary', 'multiclass', 'regression')),
      inputs INTEGER NOT NULL,
      outputs INTEGER NOT NULL,
      L INTEGER NOT NULL,
      parameters INTEGER NOT NULL,
      train_examples INTEGER NOT NULL,
      dev_examples INTEGER NOT NULL,
      test_examples INTEGER NOT NULL,
      engine TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      total_steps INTEGER NOT NULL,
      seconds REAL NOT NULL,
      train_measure TEXT CHECK (train_measure IN ('loss', 'accuracy', 'r2')),
      train_loss REAL,
      train_score REAL,
      dev_measure TEXT CHECK (dev_measure IN ('loss', 'accuracy', 'r2')),
      dev_loss REAL,
      dev_score REAL,
      test_measure TEXT CHECK (test_measure IN ('loss', 'accuracy', 'r2')),
      test_loss REAL,
      test_score REAL,
      weights_sha256 TEXT,
      failure_message TEXT,
      failure_layer INTEGER,
      failure_tensor TEXT,
      failure_step INTEGER
    ) STRICT;
    CREATE INDEX run_newest ON run (created_at DESC, key DESC);
    CREATE INDEX run_name ON run (name);
    CREATE INDEX run_owner ON run (owner) WHERE owner IS NOT NULL;

    CREATE TABLE tag (
      run INTEGER NOT NULL REFERENCES run (key),
      position INTEGER NOT NULL,
      tag TEXT NOT NULL,
      PRIMARY KEY (run, position),
      UNIQUE (run, tag)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE series (
      run INTEGER NOT NULL REFERENCES run (key),
      key TEXT NOT NULL,
      row_group TEXT NOT NULL CHECK (row_group IN ('step', 'evaluation')),
      position INTEGER NOT NULL,
      PRIMARY KEY (run, key),
      UNIQUE (run, row_group, position)
    ) STRICT, WITHOUT ROWID;

    -- One row per step: a float32 for every series of the group, in the order of their positions.
    CREATE TABLE tail (
      run INTEGER NOT NULL REFERENCES run (key),
      row_group TEXT NOT NULL,
      step INTEGER NOT NULL,
      "values" BLOB NOT NULL,
      crc INTEGER NOT NULL,
      PRIMARY KEY (run, row_group, step)
    ) STRICT, WITHOUT ROWID;

    -- Sealed rows of one series. steps is NULL where they are evenly spaced from first_step to last_step.
    CREATE TABLE chunk (
      run INTEGER NOT NULL,
      series TEXT NOT NULL,
      first_step INTEGER NOT NULL,
      last_step INTEGER NOT NULL,
      n INTEGER NOT NULL CHECK (n > 0),
      min REAL,
      max REAL,
      nan INTEGER NOT NULL,
      inf INTEGER NOT NULL,
      steps BLOB,
      "values" BLOB NOT NULL,
      crc INTEGER NOT NULL,
      PRIMARY KEY (run, series, first_step),
      FOREIGN KEY (run, series) REFERENCES series (run, key)
    ) STRICT;

    CREATE TABLE latest (
      run INTEGER NOT NULL,
      series TEXT NOT NULL,
      step INTEGER NOT NULL,
      value REAL,
      best REAL,
      PRIMARY KEY (run, series),
      FOREIGN KEY (run, series) REFERENCES series (run, key)
    ) STRICT, WITHOUT ROWID;

    -- seal is the store's own SHA-256 over everything in the checkpoint; sha256 is the one it was given.
    CREATE TABLE checkpoint (
      run INTEGER NOT NULL REFERENCES run (key),
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      seal TEXT NOT NULL,
      PRIMARY KEY (run, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoint_tensor (
      run INTEGER NOT NULL,
      step INTEGER NOT NULL,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      shape TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('float32', 'float64')),
      bytes BLOB NOT NULL,
      PRIMARY KEY (run, step, position),
      FOREIGN KEY (run, step) REFERENCES checkpoint (run, step) ON DELETE CASCADE
    ) STRICT;

    CREATE TABLE draft (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      json TEXT NOT NULL
    ) STRICT;
  `);
}
