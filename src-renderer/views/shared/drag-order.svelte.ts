/** Says that what is dragged is a row of ours, not a file. */
const rowType = 'application/x-layerbench-row';

/** Dragging a row of a list to another place of it. Places count from 0; a gap p lies above the row at place p. */
export class DragOrder {
  #dragged: { id: string; place: number } | null = null;
  /** The gap that the row would be put into; null while nothing is dragged over the list. */
  #gap = $state<number | null>(null);
  readonly #put: (id: string, place: number) => void;

  /** @param put is told the row, and its place when it has been taken out from where it was */
  constructor(put: (id: string, place: number) => void) {
    this.#put = put;
  }

  begin(event: DragEvent, id: string, place: number): void {
    this.#dragged = { id, place };
    event.dataTransfer?.setData(rowType, id);
    if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'move';
  }

  over(event: DragEvent, place: number): void {
    if (this.#dragged === null || !(event.currentTarget instanceof Element)) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    this.#gap = gapAt(place, (event.clientY - top) / height);
  }

  drop(event: DragEvent): void {
    const [dragged, gap] = [this.#dragged, this.#gap];
    this.end();
    if (dragged === null || gap === null) return;
    event.preventDefault();
    const place = placeOf(dragged.place, gap);
    if (place !== dragged.place) this.#put(dragged.id, place);
  }

  end(): void {
    this.#dragged = null;
    this.#gap = null;
  }

  /** Whether the row would land above the one at this place. */
  isAbove(place: number): boolean {
    return this.#gap === place;
  }

  isBelow(place: number, last: number): boolean {
    return place === last && this.#gap === last + 1;
  }
}

/** The gap nearest to a point inside a row. @param share how far down in the row, 0 to 1 */
export function gapAt(place: number, share: number): number {
  return share < 0.5 ? place : place + 1;
}

/** The place that a row has when it is taken out and put into a gap. */
export function placeOf(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap;
}
