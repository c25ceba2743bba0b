import type {
  CheckpointKind,
  CheckpointSummary,
  TensorRole,
  TrainingState,
} from '#shared/contract/checkpoints.ts';
import type { Draft } from '#shared/contract/draft.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { TrashedRun } from '#shared/contract/trash.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { PackedTable } from '../datasets/table/pack-table.ts';

/**
 * What the store can do. The same interface is implemented by the room itself (synchronous, inside the store
 * thread) and, as promises, by the client that services hold.
 */
export interface StoreApi {
  /**
   * Writes design, recipe and run, and where a fork begins, in one transaction; a queued run waits behind all others. With
   * them the dataset, unless it was put before and is known to stay: the last run that used it may be deleted in between.
   *
   * @param owner who trains it; null for a run that waits for whoever has a runner free
   */
  createRun(run: Run, owner: RunOwner | null, start?: Omit<Checkpoint, 'run'>, dataset?: Dataset): void;
  /**
   * Replaces what may change in a run: status, name, tags, times, progress, scores, hash, failure, execution. Once the run has
   * ended only name and tags may change, so rows and checkpoints come before the status that ends it.
   */
  updateRun(id: string, change: RunChange): Run;
  /** Newest first, without those in the trash. */
  listRuns(): Run[];
  /**
   * By id, unique start of an id, or name; one in the trash is refused by its whole id and not found otherwise.
   * @throws ProblemError run.unknown, run.ambiguous, run.inTrash
   */
  findRun(ref: string): Run;

  /** Hashes of a run's design and recipe as they stand in the store now: `designHash` and `recipeHash`, unless altered. */
  currentHashes(id: string): { design: string; recipe: string };

  /** Declares the series that rows of a group will carry, in the order of their values. */
  openSeries(run: string, group: SeriesGroup, keys: string[]): void;
  /** Appends rows to a group; one transaction per call; seals full chunks. Steps must rise. */
  appendRows(run: string, rows: SeriesRows[]): void;
  /** Seals what is left in the tail; for a run that has ended. */
  sealSeries(run: string): void;
  seriesKeys(run: string): string[];
  /** @throws ProblemError series.unknown */
  readSeries(run: string, key: string): SeriesPoints;
  /** Every run, newest first, with the last value of each of these series; at most 60 keys. */
  listLatest(keys: readonly string[]): LatestOfRun[];
  /** The last and the best value of every series of a run, without reading their rows. */
  latestValues(run: string): LatestValue[];

  putDataset(dataset: Dataset): void;
  /** Null when no dataset has this hash. */
  readDataset(hash: string): Dataset | null;
  /** As `readDataset`, also where the bytes are no longer those that were written; for saying how they differ. */
  readDatasetUnchecked(hash: string): Dataset | null;
  /** Keeps a dataset with the table that it was made of and the choices that made it, in one transaction. */
  putPrepared(dataset: Dataset, table: PackedTable, preparation: Preparation): void;
  /**
   * What the dataset with this hash was made of; null where its table is not kept.
   *
   * @throws ProblemError store.damaged
   */
  readSourceTable(hash: string): { table: PackedTable; preparation: Preparation } | null;
  /**
   * Deletes a dataset that no run has, with its table where no other dataset was made of it.
   *
   * @throws ProblemError data.notInStore; data.inUse, also for a run in the trash
   */
  removeDataset(hash: string): void;
  /** Imported datasets without their examples, newest first. */
  listDatasets(): Omit<Dataset, 'X' | 'Y'>[];

  /**
   * In one transaction. A `recovery` goes when a newer checkpoint arrives from which training can go on, a `best` when a
   * better one does; all others stay.
   */
  saveCheckpoints(run: string, checkpoints: Omit<Checkpoint, 'run'>[]): void;
  /** By step; at one step in the order of `checkpointKinds`. */
  listCheckpoints(run: string): CheckpointSummary[];
  /**
   * One checkpoint, its hash verified: what the run keeps or has kept last, unless another one is asked for. Null when
   * there is none.
   *
   * @throws ProblemError store.damaged
   */
  readCheckpoint(run: string, place?: CheckpointPlace): Checkpoint | null;
  /** The newest sound one, at or before a step, from which training can go on; null when there is none. */
  readWholeCheckpoint(run: string, most?: number): WholeCheckpoint | null;

  /**
   * Makes a run that was interrupted, stopped or failed active again: queued behind all others, with an owner as for
   * `createRun`. What it recorded stays.
   *
   * @throws ProblemError run.beingTrained, run.notResumable
   */
  reviveRun(id: string, owner: RunOwner | null): Run;
  /** The last step recorded in each group; −1 where there is none. */
  lastSteps(run: string): Record<SeriesGroup, number>;

  /**
   * Writes down what a run's parameters were at some moments, in one transaction. A moment is written once: again with
   * the same hashes changes nothing, with others it is refused.
   */
  saveHashes(run: string, moments: HashedMoment[]): void;
  /** In the order of training. */
  readHashes(run: string): RecordedMoment[];

  /**
   * Puts runs into the trash, all or none; what they recorded stays as it is. @returns the ids that were not there yet
   * @throws ProblemError run.unknown, run.trashActive
   */
  trashRuns(ids: string[]): string[];
  /** Takes runs out of the trash as they went in; those that are not there are left out. */
  restoreRuns(ids: string[]): Run[];
  /** The last one thrown away first. */
  listTrash(): TrashedRun[];
  /**
   * The id of a run in the trash, by id, unique start of an id, or name.
   * @throws ProblemError trash.unknown, run.ambiguous
   */
  findTrashed(ref: string): string;
  /** Bytes that deleting these runs would set free: what they recorded, and the data that only they use. */
  spaceOf(ids: string[]): number;
  /**
   * Deletes a run in the trash for good, with everything of it, in one transaction: also design, recipe and generated or
   * bundled data that no other run uses. Imported data stays. False when the run is not in the trash, or no more.
   */
  deleteTrashed(id: string): boolean;
  /** Takes what the log holds into the file, and says how large both are, in bytes. */
  measureFile(): FileSpace;
  /**
   * Gives a part of the file's unused space back to the disk; called again while there is `more`. It `waits` when
   * another program holds the file, or where it would hold up a training; nothing is lost by that.
   */
  giveSpaceBack(): 'more' | 'done' | 'waits';

  /**
   * All that was recorded of a run, at one moment, but for the tensors of its checkpoints.
   *
   * @throws ProblemError run.unknown, store.damaged
   */
  readRecord(run: string): RunRecord;
  /** What `readRecord` and the checkpoints come to, in bytes, without reading them. */
  measureRecord(run: string): RecordSize;
  /** Ids of the runs that may be this one: of its id, or begun at the same moment with the same design. */
  findSimilar(run: Pick<Run, 'id' | 'createdAt' | 'designHash'>): string[];
  /**
   * Writes a run that has ended, with all that was recorded of it and its dataset, in one transaction.
   *
   * @throws ProblemError record.changed when a checkpoint's bytes are not those that were promised
   */
  importRecord(record: ImportedRecord, owner: RunOwner): Run;
  /** A dataset without its examples; null when none has this hash. */
  describeDataset(hash: string): KnownDataset | null;
  /** Puts a dataset whose examples are elsewhere, so that runs can name it; one that is there stays as it is. */
  putDatasetFacts(facts: Omit<Dataset, 'X' | 'Y'>): void;

  /** Ids of the runs that wait to be trained, in their order. */
  listWaiting(): string[];
  /** The run that would be taken next, for a look at it; null when none waits, or no runner is free. */
  nextWaiting(scope: WaitingScope): Run | null;
  /** Gives a run that waits to this owner; null when it is no longer the next, or no runner is free. */
  takeWaiting(id: string, scope: WaitingScope): Run | null;
  /**
   * Puts a run that waits before another, or behind all for null. @returns the order
   * @throws ProblemError run.unknown, run.notWaiting
   */
  moveWaiting(id: string, before: string | null): string[];
  /** Ends a run that waits; null, and nothing changed, when it waits no longer. */
  endWaiting(id: string, change: RunChange): Run | null;

  /** What was set, by key; what was never set is absent. */
  readOptions(): Record<string, unknown>;
  writeOptions(changes: Record<string, unknown>): void;

  readDraft(): Draft | null;
  writeDraft(draft: Draft): void;

  /** Keeps this process's runs alive; called every few seconds. */
  heartbeat(owner: RunOwner): void;
  /**
   * Runs of owners that are gone become `interrupted`, and those that had not begun wait for another owner; returns
   * the ids of all.
   */
  interruptOrphans(): string[];
  /** Grows whenever another connection commits; for noticing other processes. */
  dataVersion(): number;
  /**
   * Keeps a reserve beside the store, or makes it anew after a full disk has used it up.
   *
   * @returns whether it is there, with some room beside it; runs wait until it is
   */
  makeRoom(): boolean;
  /** Bytes that the disk has free (null where that cannot be told), and must have free for runs to go on. */
  space(): { free: number | null; needed: number };
  /** Schema number, SQLite version, size, and the result of a quick integrity check. */
  inspect(): StoreReport;
  close(): void;
}

/** The process that trains a run. A heartbeat tells the living from the gone. */
export interface RunOwner {
  id: string;
  pid: number;
  hostname: string;
}

/** Who takes runs that wait, and which. */
export interface WaitingScope {
  owner: RunOwner;
  /** Only runs that this owner made, whatever else trains on the machine. */
  own: boolean;
  /** Runners that this owner has not taken itself; what other processes train on this machine takes of them too. */
  free: number;
}

export type RunChange = Partial<
  Pick<
    Run,
    | 'status'
    | 'name'
    | 'tags'
    | 'startedAt'
    | 'endedAt'
    | 'epoch'
    | 'step'
    | 'totalSteps'
    | 'seconds'
    | 'train'
    | 'dev'
    | 'test'
    | 'weightsSha256'
    | 'bestEpoch'
    | 'failure'
    | 'execution'
  >
>;

/**
 * `step` rows come at every step; `layer` rows, the numbers of every layer, as often as they are due; `evaluation`
 * rows at the end of an epoch.
 */
export type SeriesGroup = 'step' | 'layer' | 'evaluation';

export interface SeriesRows {
  group: SeriesGroup;
  /** n steps, rising. */
  steps: Int32Array;
  /** (n, keys of the group), row by row. */
  values: Float32Array;
}

/** Points of one series as they were recorded; NaN and infinity too. */
export interface SeriesPoints {
  /** n steps, rising. */
  steps: Int32Array<ArrayBuffer>;
  /** (n). */
  values: Float32Array<ArrayBuffer>;
}

export interface LatestOfRun extends Pick<Run, 'id' | 'name' | 'status'> {
  /** In the order of the keys; null where a run has no such series, or its last value is not finite. */
  values: (number | null)[];
}

export interface LatestValue {
  key: string;
  step: number;
  /** Null is NaN or infinity. */
  value: number | null;
  /** Highest for an accuracy or r², lowest for anything else; null while no value was finite. */
  best: number | null;
}

/** Everything that a run is at one step. */
export interface Checkpoint {
  run: string;
  kind: CheckpointKind;
  step: number;
  epoch: number;
  /** W1 b1 … WL bL, what else the network predicts with, and what training needs to go on. */
  tensors: CheckpointTensor[];
  /** SHA-256, hex, over names, shapes and bytes of parameters and statistics, in order. */
  sha256: string;
  createdAt: number;
  /** Null where training cannot go on from here. */
  state: TrainingState | null;
}

export type WholeCheckpoint = Checkpoint & { state: TrainingState };

export interface CheckpointTensor {
  name: string;
  role: TensorRole;
  shape: number[];
  type: 'float32' | 'float64' | 'uint32';
  /** Little-endian, row by row. */
  bytes: Uint8Array;
}

export interface CheckpointPlace {
  step: number;
  kind: CheckpointKind;
}

/** Every parameter of a run at one moment of its training, by hash. */
export interface HashedMoment {
  /** Steps taken. */
  step: number;
  /** `end` is what the run keeps: after an early stop these are the best parameters, not the last. */
  moment: 'start' | 'epoch' | 'end';
  /** In the engine's order: SHA-256, hex, over name, type, shape and bytes, as a checkpoint's. */
  tensors: { name: string; sha256: string }[];
}

export interface RecordedMoment extends HashedMoment {
  /** False where the row is no longer what was written. */
  isSound: boolean;
}

export interface FileSpace {
  /** Of the file and its log together. */
  bytes: number;
  /** Of these, what is not in use: the next rows go there. */
  unused: number;
}

export type KnownDataset = Omit<Dataset, 'X' | 'Y'> & {
  /** Whether X and Y are in this store. */
  hasExamples: boolean;
};

/** Every row of a group of series. */
export interface RecordedGroup extends SeriesRows {
  /** In the order of the values in a row. */
  keys: string[];
}

export interface RunRecord {
  run: Run;
  /** Design and recipe as they were written, letter for letter. */
  design: string;
  recipe: string;
  groups: RecordedGroup[];
  hashes: HashedMoment[];
  checkpoints: CheckpointSummary[];
}

export interface RecordSize {
  series: number;
  hashes: number;
  checkpoints: { count: number; bytes: number };
  dataset: { hash: string; bytes: number };
}

export interface ImportedRecord {
  /** Design and recipe are written as they are, so that they keep their hashes. */
  run: Run;
  /** Without X and Y where its examples are elsewhere; null where the store has it. */
  dataset: Dataset | Omit<Dataset, 'X' | 'Y'> | null;
  groups: RecordedGroup[];
  hashes: HashedMoment[];
  /** In the order of their steps. */
  checkpoints: CheckpointInFile[];
}

/** A checkpoint whose tensors, one after the other, lie in a file; they come into memory only while it is written. */
export interface CheckpointInFile extends Omit<Checkpoint, 'run' | 'tensors'> {
  file: string;
  start: number;
  bytes: number;
  /** SHA-256, hex, of those bytes. */
  bytesSha256: string;
  tensors: (Omit<CheckpointTensor, 'bytes'> & { bytes: number })[];
}

export interface StoreReport {
  file: string;
  schema: number;
  sqlite: string;
  bytes: number;
  runs: number;
  check: string;
}

/** The store as services see it: the same calls, answered from the store thread. */
export type StoreClient = {
  [K in keyof StoreApi]: StoreApi[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never;
};
