import type { Database } from 'better-sqlite3';
import type { LatestValue, SeriesRows } from './api.ts';

/** The last and the best value of every series, kept beside the rows so that lists need not read them. */
export function prepareLatest(db: Database) {
  const highest = prepareUpsert(db, 'max');
  const lowest = prepareUpsert(db, 'min');
  const select = db.prepare<[number], LatestValue>(
    'SELECT series AS key, step, value, best FROM latest WHERE run = ? ORDER BY series',
  );
  const selectStep = db
    .prepare<[number, string], number>('SELECT step FROM latest WHERE run = ? AND series = ?')
    .pluck();

  return {
    read: (run: number): LatestValue[] => select.all(run),
    /** The last step that a series holds; undefined before its first row. */
    lastStep: (run: number, key: string): number | undefined => selectStep.get(run, key),
    /** @param rows new rows of these series, n ≥ 1; each series is written once, however many rows there are */
    note(run: number, keys: readonly string[], { steps, values }: SeriesRows): void {
      const width = keys.length;
      const last = steps.length - 1;
      keys.forEach((key, position) => {
        const isHigher = isBetterHigher(key);
        let best: number | null = null;
        for (let i = position; i < values.length; i += width) {
          const value = values[i] as number;
          if (!Number.isFinite(value)) continue;
          if (best === null || (isHigher ? value > best : value < best)) best = value;
        }
        const value = finiteOrNull(values[last * width + position] as number);
        (isHigher ? highest : lowest).run(run, key, steps[last] as number, value, best);
      });
    },
  };
}

/** An accuracy or an r² is better when higher; a loss or a norm when lower. */
export function isBetterHigher(key: string): boolean {
  return /(^|\.)(accuracy|r2)$/.test(key);
}

/** min and max of SQL are null as soon as one side is, hence coalesce. */
function prepareUpsert(db: Database, better: 'min' | 'max') {
  return db.prepare<[number, string, number, number | null, number | null]>(
    `INSERT INTO latest (run, series, step, value, best) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (run, series) DO UPDATE SET step = excluded.step, value = excluded.value,
       best = coalesce(${better}(best, excluded.best), best, excluded.best)`,
  );
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
