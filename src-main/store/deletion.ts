import type { Database } from 'better-sqlite3';

/** The tables whose rows belong to one run, by the column that names it; children before what they refer to. */
export const runTables = [
  'tag',
  'chunk',
  'latest',
  'tail',
  'series',
  'parameter_hash',
  'checkpoint',
] as const;

/**
 * The one place where a run is deleted, with everything that is its own, and with what it alone used. Imported data is
 * its owner's and stays. Runs inside the caller's transaction.
 */
export function prepareDeletion(db: Database): (key: number) => void {
  const select = db.prepare<[number], { design: string; recipe: string; dataset_hash: string }>(
    'SELECT design, recipe, dataset_hash FROM run WHERE key = ?',
  );
  // Rows of checkpoint_tensor go with their checkpoint.
  const statements = [
    ...runTables.map((table) => `DELETE FROM ${table} WHERE run = @key`),
    'DELETE FROM run WHERE key = @key',
    'DELETE FROM design WHERE hash = @design AND NOT EXISTS (SELECT 1 FROM run WHERE design = @design)',
    'DELETE FROM recipe WHERE hash = @recipe AND NOT EXISTS (SELECT 1 FROM run WHERE recipe = @recipe)',
    `DELETE FROM dataset WHERE hash = @dataset_hash AND origin <> 'imported'
       AND NOT EXISTS (SELECT 1 FROM run WHERE dataset_hash = @dataset_hash)`,
  ].map((statement) => db.prepare<[Record<string, string | number>]>(statement));

  return (key) => {
    const used = select.get(key);
    if (used) for (const statement of statements) statement.run({ key, ...used });
  };
}
