import type { Task } from '#shared/design/task.ts';
import type { Treatment } from './preparation/treatment.ts';

/**
 * A dataset as it is before any split or scaling: m examples with a content hash. Buffers are float32 and
 * sample-major, so X, (n_0, m) in the course, is a row-major (m, n_0) buffer.
 */
export interface Dataset {
  /** As `DatasetSummary.source`: a built-in name with its options, or `dataset:HASH`. */
  source: string;
  name: string;
  origin: 'generated' | 'bundled' | 'imported';
  /** SHA-256, hex, over task, column names, classes and the bytes of X and Y. */
  hash: string;
  task: Task;
  /** m, the number of examples. */
  examples: number;
  features: string[];
  target: string;
  classes: string[];
  /** (m, n_0). NaN where the file had an empty field; prepared data holds no NaN. */
  X: Float32Array;
  /** (m, 1) class index for binary and multiclass; (m, n_L) values for regression. */
  Y: Float32Array;
  missing: { column: string; count: number }[];
  /** How it is divided, filled and scaled, where that is not as usual. */
  treatment?: Treatment;
}
