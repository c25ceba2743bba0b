import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { SeriesGroup, SeriesRows } from './api.ts';
import { tailBlocks, tailBytes } from './series-queries.ts';
import { concatenate } from './series-rows.ts';
import { damagedSteps, decodeBlock, encodeBlock, type TailBlock } from './tail-block.ts';

/** The newest rows of a group, in blocks as they were appended, before they are sealed into chunks. */
export function prepareTail(db: Database) {
  const insert = db.prepare<[TailBlock & { run: number; group: SeriesGroup }]>(
    `INSERT INTO tail (run, row_group, step, steps, "values", checks, crc)
     VALUES (@run, @group, @step, @steps, @values, @checks, @crc)`,
  );
  const selectBytes = db.prepare<[number, SeriesGroup], number | null>(tailBytes).pluck();
  const select = db.prepare<[number, SeriesGroup], TailBlock>(tailBlocks);
  const clear = db.prepare<[number, SeriesGroup]>('DELETE FROM tail WHERE run = ? AND row_group = ?');

  return {
    /** Rows of a group, `width` values each. */
    count: (run: number, group: SeriesGroup, width: number): number =>
      (selectBytes.get(run, group) ?? 0) / (4 * width),

    append(run: number, { group, steps, values }: SeriesRows): void {
      if (steps.length > 0) insert.run({ run, group, ...encodeBlock({ steps, values }) });
    },

    /**
     * Every row of the group, its checksum verified; `width` values each.
     *
     * @throws ProblemError store.damaged
     */
    read(run: number, group: SeriesGroup, width: number): SeriesRows {
      const blocks = select.all(run, group).map((block) => {
        const rows = decodeBlock(block, width);
        if (rows) return rows;
        throw problem('store.damaged', {
          file: db.name,
          place: `${group} row at step ${damagedSteps(block, width)[0] ?? block.step}`,
          reason: 'its checksum does not fit',
        });
      });
      return { group, ...concatenate(blocks) };
    },

    clear(run: number, group: SeriesGroup): void {
      clear.run(run, group);
    },
  };
}
