/** Points of one series. */
export interface SeriesColumns {
  steps: Int32Array;
  values: Float32Array | Float64Array;
}

export interface ListedRun {
  id: string;
  name: string;
  status: string;
  /** The last value of each series asked for, in their order. */
  values: (number | null)[];
}

/** What is measured of both stores. */
export interface ComparedStore {
  addRun(id: string, keys: readonly string[], createdAt: number): void;
  /**
   * Returns when the rows are on disk.
   *
   * @param values (n steps, keys of the run), row by row
   */
  append(run: string, steps: Int32Array, values: Float32Array): void;
  read(run: string, key: string): SeriesColumns;
  /** Newest first. */
  list(keys: readonly string[]): ListedRun[];
  close(): void;
}
