import type { StoreApi } from './api.ts';
import { prepareCheckpoints } from './checkpoints.ts';
import { prepareDatasets } from './datasets.ts';
import { prepareDraft } from './draft.ts';
import { guardCalls } from './guarded-calls.ts';
import { prepareHashes } from './hashes.ts';
import { prepareInspection } from './inspect.ts';
import { prepareFileSpace } from './file-space.ts';
import { prepareLatestList } from './latest-list.ts';
import { openDatabase } from './open.ts';
import { prepareOptions } from './options.ts';
import { prepareOwners } from './owners.ts';
import { Reserve } from './reserve.ts';
import { prepareRecords } from './records.ts';
import { prepareRevival } from './revival.ts';
import { prepareRuns } from './runs.ts';
import { prepareSeries } from './series.ts';
import { prepareSourceTables } from './source-tables.ts';
import { prepareTrash } from './trash.ts';
import { prepareWaitingRuns } from './waiting-runs.ts';

export interface StoreOptions {
  /** Milliseconds since 1970, UTC. */
  now: () => number;
}

/**
 * The store over one file, answering at once: for the store thread and for tests.
 *
 * @throws ProblemError store.notAStore, store.newer, store.unreadable; later calls store.full, store.gone, store.unwritable, store.damaged
 */
export function openStore(file: string, { now }: StoreOptions): StoreApi {
  const db = openDatabase(file);
  const { rememberOwner, ...owners } = prepareOwners(db, now);
  const checkpoints = prepareCheckpoints(db);
  const reserve = new Reserve(db.name);
  const datasets = prepareDatasets(db, now);
  const runs = prepareRuns(db, rememberOwner, checkpoints.saveCheckpoints, datasets.putDataset);
  const trained = { ...runs, ...prepareSeries(db), ...datasets, ...checkpoints, ...prepareHashes(db) };
  const api: StoreApi = {
    ...trained,
    ...prepareSourceTables(db, now, datasets.putDataset),
    ...prepareRecords(db, trained),
    ...prepareRevival(db, rememberOwner, runs.findRun),
    ...prepareWaitingRuns(db, runs, rememberOwner),
    ...prepareOptions(db),
    ...prepareLatestList(db),
    ...prepareTrash(db, now),
    ...prepareFileSpace(db),
    ...prepareDraft(db),
    ...owners,
    ...prepareInspection(db),
    makeRoom: () => reserve.make(),
    space: () => ({ free: reserve.free, needed: reserve.needed }),
    close: () => {
      db.close();
    },
  };
  return guardCalls(api, db.name, reserve);
}
