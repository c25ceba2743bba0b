import type { CheckpointSummary } from '#shared/contract/checkpoints.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Checkpoint, CheckpointTensor, HashedMoment, RunOwner, SeriesRows } from './api.ts';

/** Taking whole runs out of a store and into another one. */
export interface RecordApi {
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
   * Writes a run that has ended, with all that was recorded of it, in one transaction. Its dataset must have been put.
   *
   * @throws ProblemError record.changed when a checkpoint's bytes are not those that were promised
   */
  importRecord(record: ImportedRecord, owner: RunOwner): Run;
  /** A dataset without its examples; null when none has this hash. */
  describeDataset(hash: string): KnownDataset | null;
  /** Puts a dataset whose examples are elsewhere, so that runs can name it; one that is there stays as it is. */
  putDatasetFacts(facts: Omit<Dataset, 'X' | 'Y'>): void;
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
