import type { Database } from 'better-sqlite3';

/** Bytes of what a run recorded; its row and the indexes, which are small beside that, are not counted. */
const recorded = `
  SELECT
    (SELECT coalesce(sum(length("values") + coalesce(length(steps), 0)), 0) FROM chunk WHERE run = @key) +
    (SELECT coalesce(sum(length("values")), 0) FROM tail WHERE run = @key) +
    (SELECT coalesce(sum(length(tensors)), 0) FROM parameter_hash WHERE run = @key) +
    (SELECT coalesce(sum(bytes), 0) FROM checkpoint WHERE run = @key)`;

/** Bytes of the data that goes with these runs, because no other run uses it and nobody imported it. */
const usedAlone = `
  SELECT coalesce(sum(length(X) + length(Y)), 0) FROM dataset
  WHERE origin <> 'imported'
    AND hash IN (SELECT dataset_hash FROM run WHERE id IN (SELECT value FROM json_each(@ids)))
    AND NOT EXISTS (SELECT 1 FROM run
      WHERE dataset_hash = dataset.hash AND id NOT IN (SELECT value FROM json_each(@ids)))`;

/** How much space runs take. Lengths are read without the bytes themselves. */
export function prepareRunSpace(db: Database) {
  const selectRecorded = db.prepare<[{ key: number }], number>(recorded).pluck();
  const selectUsedAlone = db.prepare<[{ ids: string }], number>(usedAlone).pluck();
  const selectKey = db.prepare<[string], number>('SELECT key FROM run WHERE id = ?').pluck();
  const ofRun = (key: number): number => selectRecorded.get({ key }) ?? 0;

  return {
    ofRun,
    /** Ids that are not in the store count as nothing. */
    ofRuns(ids: readonly string[]): number {
      const keys = [...new Set(ids)].map((id) => selectKey.get(id)).filter((key) => key !== undefined);
      const alone = selectUsedAlone.get({ ids: JSON.stringify(ids) }) ?? 0;
      return keys.reduce((sum, key) => sum + ofRun(key), alone);
    },
  };
}
