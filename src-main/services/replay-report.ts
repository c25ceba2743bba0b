/** What a replay found; `replay --json` prints it. */
export interface ReplayReport {
  identical: boolean;
  /** Steps at which every parameter had its recorded hash. */
  checkedSteps: number;
  firstDifference: ReplayDifference | null;
}

export interface ReplayDifference {
  step: number;
  /** The parameter, e.g. `W1`, or what of the record was altered: `design`, `recipe`, `dataset`, `manifest`, `weights`. */
  tensor: string;
  /** Why, where the record itself tells: an altered design, recipe, dataset or hash, or another engine. */
  reason?: string;
  /** As recorded; null where nothing was. */
  expected: string | null;
  found: string | null;
}
