/** Where the pointer stands on the x axis; charts that share a cursor show the same place. */
export class Cursor {
  /** In units of the x axis; null where no chart is pointed at. */
  x = $state<number | null>(null);
  /** The place that is read while no chart is pointed at, such as the step that a run is looked at. */
  pinned = $state<number | null>(null);
  /** Told the place that is pressed in a chart; null where pressing means nothing. */
  readonly onPick: ((x: number) => void) | null;

  constructor(onPick: ((x: number) => void) | null = null) {
    this.onPick = onPick;
  }

  /** The place whose values are read; null for the last ones. */
  get at(): number | null {
    return this.x ?? this.pinned;
  }
}
