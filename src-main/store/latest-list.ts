import type { Database } from 'better-sqlite3';
import type { LatestOfRun, StoreApi } from './api.ts';
import { latestOfRuns } from './run-queries.ts';

type LatestRow = [id: string, name: string, status: LatestOfRun['status'], ...values: (number | null)[]];

/** Lists of runs with some of their last values, however many rows stand behind them. */
export function prepareLatestList(db: Database): Pick<StoreApi, 'listLatest'> {
  return {
    listLatest: (keys) =>
      db
        .prepare<string[], LatestRow>(latestOfRuns(keys.length))
        .raw()
        .all(...keys)
        .map(([id, name, status, ...values]) => ({ id, name, status, values })),
  };
}
