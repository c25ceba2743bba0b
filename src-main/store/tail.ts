import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { SeriesGroup, SeriesRows } from './api.ts';
import { checksum, toBytes, toFloat32 } from './blobs.ts';
import { tailRows } from './series-queries.ts';

interface TailRow {
  step: number;
  values: Uint8Array;
  crc: number;
}

/** The newest rows of a group, one per step, before they are sealed into chunks. */
export function prepareTail(db: Database) {
  const insert = db.prepare<[number, SeriesGroup, number, Uint8Array, number]>(
    'INSERT INTO tail (run, row_group, step, "values", crc) VALUES (?, ?, ?, ?, ?)',
  );
  const count = db
    .prepare<[number, SeriesGroup], number>('SELECT count(*) FROM tail WHERE run = ? AND row_group = ?')
    .pluck();
  const select = db.prepare<[number, SeriesGroup], TailRow>(tailRows);
  const clear = db.prepare<[number, SeriesGroup]>('DELETE FROM tail WHERE run = ? AND row_group = ?');

  return {
    count: (run: number, group: SeriesGroup): number => count.get(run, group) ?? 0,

    append(run: number, { group, steps, values }: SeriesRows): void {
      const width = values.length / steps.length;
      steps.forEach((step, i) => {
        const bytes = toBytes(values.subarray(i * width, (i + 1) * width));
        insert.run(run, group, step, bytes, checksum([step], bytes));
      });
    },

    /**
     * Every row of the group, its checksum verified; `width` values each.
     *
     * @throws ProblemError store.damaged
     */
    read(run: number, group: SeriesGroup, width: number): SeriesRows {
      const rows = select.all(run, group);
      const steps = Int32Array.from(rows, (row) => row.step);
      const values = new Float32Array(rows.length * width);
      rows.forEach((row, i) => {
        if (checksum([row.step], row.values) !== row.crc)
          throw problem('store.damaged', {
            file: db.name,
            place: `${group} row at step ${row.step}`,
            reason: 'its checksum does not fit',
          });
        values.set(toFloat32(row.values), i * width);
      });
      return { group, steps, values };
    },

    clear(run: number, group: SeriesGroup): void {
      clear.run(run, group);
    },
  };
}
