import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import type { SeriesGroup } from './api.ts';

/** Which series a run records, and where each stands in the rows of its group. */
export function prepareDeclarations(db: Database) {
  const insert = db.prepare<[number, string, SeriesGroup, number]>(
    'INSERT INTO series (run, key, row_group, position) VALUES (?, ?, ?, ?)',
  );
  const selectGroup = db
    .prepare<[number, SeriesGroup], string>(
      'SELECT key FROM series WHERE run = ? AND row_group = ? ORDER BY position',
    )
    .pluck();
  const selectAll = db
    .prepare<[number], string>('SELECT key FROM series WHERE run = ? ORDER BY row_group, position')
    .pluck();
  const selectGroups = db
    .prepare<[number], SeriesGroup>('SELECT DISTINCT row_group FROM series WHERE run = ?')
    .pluck();
  const selectPlace = db.prepare<[number, string], { group: SeriesGroup; position: number }>(
    'SELECT row_group AS "group", position FROM series WHERE run = ? AND key = ?',
  );

  return {
    /** Again with the same keys changes nothing; with others it is a fault of the caller. */
    declare(run: number, group: SeriesGroup, keys: readonly string[]): void {
      if (keys.length === 0) throw new Error(`the ${group} rows need at least one series`);
      const known = selectGroup.all(run, group);
      if (known.length === 0) keys.forEach((key, position) => insert.run(run, key, group, position));
      else if (known.join('\n') !== keys.join('\n'))
        throw new Error(`the ${group} rows were declared with other series: ${known.join(', ')}`);
    },
    keysOf: (run: number, group: SeriesGroup): string[] => selectGroup.all(run, group),
    allKeys: (run: number): string[] => selectAll.all(run),
    groupsOf: (run: number): SeriesGroup[] => selectGroups.all(run),
    /** @throws ProblemError series.unknown */
    find(run: number, key: string): { group: SeriesGroup; position: number } {
      const place = selectPlace.get(run, key);
      if (!place) throw problem('series.unknown', { key, accepted: selectAll.all(run).join(', ') || 'none' });
      return place;
    },
  };
}
