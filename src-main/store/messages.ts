import type { ProblemCode, ProblemParams } from '#shared/problem.ts';
import type { StoreApi } from './api.ts';

/** What the store thread is started with. */
export interface StoreWorkerData {
  file: string;
}

export interface StoreRequest {
  /** Counts up from 1; the answer carries it back. */
  id: number;
  method: keyof StoreApi;
  args: unknown[];
}

/** Id 0 answers the opening itself. `milliseconds` is what the call took inside the thread. */
export type StoreAnswer =
  | { id: number; milliseconds: number; ok: unknown }
  | { id: number; milliseconds: number; error: StoreFailure };

/** A problem crosses as its code and params, anything else as its message and stack. */
export type StoreFailure =
  { code: ProblemCode; params: ProblemParams[ProblemCode] } | { message: string; stack: string | undefined };

export const openingId = 0;

const methods: Record<keyof StoreApi, true> = {
  createRun: true,
  updateRun: true,
  listRuns: true,
  findRun: true,
  currentHashes: true,
  openSeries: true,
  appendRows: true,
  sealSeries: true,
  seriesKeys: true,
  readSeries: true,
  listLatest: true,
  latestValues: true,
  putDataset: true,
  readDataset: true,
  readDatasetUnchecked: true,
  putPrepared: true,
  readSourceTable: true,
  removeDataset: true,
  listDatasets: true,
  saveCheckpoints: true,
  listCheckpoints: true,
  readCheckpoint: true,
  readWholeCheckpoint: true,
  reviveRun: true,
  lastSteps: true,
  saveHashes: true,
  readHashes: true,
  trashRuns: true,
  restoreRuns: true,
  listTrash: true,
  findTrashed: true,
  spaceOf: true,
  deleteTrashed: true,
  measureFile: true,
  giveSpaceBack: true,
  readRecord: true,
  measureRecord: true,
  findSimilar: true,
  importRecord: true,
  describeDataset: true,
  putDatasetFacts: true,
  listWaiting: true,
  nextWaiting: true,
  takeWaiting: true,
  moveWaiting: true,
  endWaiting: true,
  readOptions: true,
  writeOptions: true,
  readDraft: true,
  writeDraft: true,
  heartbeat: true,
  interruptOrphans: true,
  dataVersion: true,
  makeRoom: true,
  space: true,
  inspect: true,
  close: true,
};

/** Every call of the store; the compiler sees to it that none is missing. */
export const storeMethods = Object.keys(methods) as (keyof StoreApi)[];
