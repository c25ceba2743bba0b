import Database from 'better-sqlite3';
import type { ComparedStore } from './compared-store.ts';

type PointRow = [step: number, value: number | null];
type ListRow = [id: string, name: string, status: string, ...values: (number | null)[]];

/**
 * One row per point, as trackers keep their metrics, and as well as that can be done: numbers for runs, the table
 * clustered by its key, prepared statements, one transaction for a batch, the same journal and the same promise.
 */
export function openNaiveStore(file: string): ComparedStore {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE IF NOT EXISTS run (
      key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS run_newest ON run (created_at DESC, key DESC);
    CREATE TABLE IF NOT EXISTS metric (
      run INTEGER NOT NULL REFERENCES run (key), key TEXT NOT NULL, step INTEGER NOT NULL, value REAL,
      timestamp INTEGER NOT NULL, PRIMARY KEY (run, key, step)
    ) STRICT, WITHOUT ROWID;
  `);
  const insertRun = db.prepare<[string, string, string, number]>(
    'INSERT INTO run (id, name, status, created_at) VALUES (?, ?, ?, ?)',
  );
  const selectKey = db.prepare<[string], number>('SELECT key FROM run WHERE id = ?').pluck();
  const insert = db.prepare<[number, string, number, number, number]>(
    'INSERT INTO metric (run, key, step, value, timestamp) VALUES (?, ?, ?, ?, ?)',
  );
  const select = db
    .prepare<[number, string], PointRow>(
      'SELECT step, value FROM metric WHERE run = ? AND key = ? ORDER BY step',
    )
    .raw();
  const keysOf = new Map<string, readonly string[]>();
  const keyOf = (run: string) => selectKey.get(run) ?? NaN;
  const insertAll = db.transaction((run: string, steps: Int32Array, values: Float32Array) => {
    const key = keyOf(run);
    const keys = keysOf.get(run) ?? [];
    const now = Date.now();
    for (let i = 0; i < steps.length; i++)
      for (let j = 0; j < keys.length; j++)
        insert.run(key, keys[j] as string, steps[i] as number, values[i * keys.length + j] as number, now);
  });

  return {
    addRun(id, keys, createdAt) {
      insertRun.run(id, `run ${id}`, 'training', createdAt);
      keysOf.set(id, keys);
    },
    append: (run, steps, values) => insertAll.immediate(run, steps, values),
    read(run, key) {
      const rows = select.all(keyOf(run), key);
      const steps = new Int32Array(rows.length);
      const values = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) {
        const [step, value] = rows[i] as PointRow;
        steps[i] = step;
        values[i] = value ?? NaN;
      }
      return { steps, values };
    },
    list: (keys) =>
      db
        .prepare<string[], ListRow>(listQuery(keys.length))
        .raw()
        .all(...keys)
        .map(([id, name, status, ...values]) => ({ id, name, status, values })),
    close: () => {
      db.close();
    },
  };
}

/** One step down the index for every value: several times as fast as grouping all points by run and key. */
function listQuery(count: number): string {
  const last = Array.from(
    { length: count },
    () => '(SELECT value FROM metric WHERE run = run.key AND key = ? ORDER BY step DESC LIMIT 1)',
  );
  return `SELECT ${['id', 'name', 'status', ...last].join(', ')} FROM run ORDER BY created_at DESC, key DESC`;
}
