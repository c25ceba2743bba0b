import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { PreparationSchema } from '#shared/contract/preparation.ts';
import { problem } from '#shared/problem.ts';
import type { PackedTable } from '../datasets/table/pack-table.ts';
import type { StoreApi } from './api.ts';
import { checksum, toBytes } from './blobs.ts';
import { inWrite } from './transactions.ts';

/** Tables that imported datasets were made of, and the removal of a dataset with its table. */
export function prepareSourceTables(
  db: Database,
  now: () => number,
  putDataset: StoreApi['putDataset'],
): Pick<StoreApi, 'putPrepared' | 'readSourceTable' | 'removeDataset'> {
  const insert = db.prepare<[string, string, number]>(
    'INSERT INTO source_table (hash, facts, put_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const insertColumn = db.prepare<[string, number, number, Uint8Array]>(
    'INSERT INTO source_column (source, position, crc, bytes) VALUES (?, ?, ?, ?)',
  );
  const refer = db.prepare<[string, string, string]>(
    'UPDATE dataset SET source_table = ?, preparation = ? WHERE hash = ?',
  );
  const select = db.prepare<[string], { hash: string; facts: string; preparation: string; name: string }>(
    `SELECT t.hash, t.facts, d.preparation, d.name FROM dataset d JOIN source_table t ON t.hash = d.source_table
     WHERE d.hash = ?`,
  );
  const selectColumns = db.prepare<[string], { crc: number; bytes: Uint8Array }>(
    'SELECT crc, bytes FROM source_column WHERE source = ? ORDER BY position',
  );
  const selectDataset = db.prepare<[string], { name: string; origin: string }>(
    'SELECT name, origin FROM dataset WHERE hash = ? AND length(X) > 0',
  );
  const selectRuns = db
    .prepare<[string], string>('SELECT name FROM run WHERE dataset_hash = ? ORDER BY key DESC')
    .pluck();
  const remove = db.prepare<[string]>('DELETE FROM dataset WHERE hash = ?');
  // Its columns go with it.
  const removeUnused = db.prepare<[]>(
    `DELETE FROM source_table WHERE NOT EXISTS
       (SELECT 1 FROM dataset WHERE dataset.source_table = source_table.hash)`,
  );
  const keepTable = ({ hash, facts, columns }: PackedTable) => {
    if (insert.run(hash, facts, now()).changes === 0) return;
    columns.forEach((column, position) => {
      const bytes = toBytes(column);
      insertColumn.run(hash, position, checksum([], bytes), bytes);
    });
  };

  return {
    putPrepared(dataset, table, preparation) {
      inWrite(db, () => {
        keepTable(table);
        putDataset(dataset);
        refer.run(table.hash, JSON.stringify(preparation), dataset.hash);
        removeUnused.run();
      });
    },
    readSourceTable(hash) {
      const row = select.get(hash);
      if (!row) return null;
      const columns = selectColumns.all(row.hash);
      if (columns.some(({ crc, bytes }) => checksum([], bytes) !== crc))
        throw problem('store.damaged', {
          file: db.name,
          place: `the table of the dataset ${row.name}`,
          reason: 'its checksum does not fit',
        });
      return {
        table: { hash: row.hash, facts: row.facts, columns: columns.map(({ bytes }) => bytes) },
        preparation: v.parse(PreparationSchema, JSON.parse(row.preparation)),
      };
    },
    removeDataset: (hash) =>
      inWrite(db, () => {
        const dataset = selectDataset.get(hash);
        if (!dataset) throw problem('data.notInStore', { hash });
        const runs = selectRuns.all(hash);
        const { name } = dataset;
        if (runs.length > 0)
          throw problem('data.inUse', { name, count: runs.length, runs: runs.slice(0, 10).join(', ') });
        remove.run(hash);
        removeUnused.run();
      }),
  };
}
