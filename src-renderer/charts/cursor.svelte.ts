/** Where the pointer stands on the x axis; charts that share a cursor show the same place. */
export class Cursor {
  /** In units of the x axis; null where no chart is pointed at. */
  x = $state<number | null>(null);
}
