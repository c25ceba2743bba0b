import type { Database } from 'better-sqlite3';
import type { StoreApi } from './api.ts';
import { readSchema } from './migrate.ts';

/** What the store can say about itself. */
export function prepareInspection(db: Database): Pick<StoreApi, 'inspect' | 'dataVersion'> {
  const countRuns = db.prepare<[], number>('SELECT count(*) FROM run').pluck();
  const sqliteVersion = db.prepare<[], string>('SELECT sqlite_version()').pluck();
  const readNumber = (pragma: string) => db.pragma(pragma, { simple: true }) as number;

  return {
    dataVersion: () => readNumber('data_version'),
    inspect: () => ({
      file: db.name,
      schema: readSchema(db),
      sqlite: sqliteVersion.get() ?? '',
      bytes: readNumber('page_count') * readNumber('page_size'),
      runs: countRuns.get() ?? 0,
      check: String(db.pragma('quick_check(1)', { simple: true })),
    }),
  };
}
