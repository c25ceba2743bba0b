const LINE = 64;
const FLOAT = 4;

/** Hands out places that begin on a cache line, with a line between them: vectors may read beyond a ragged end. */
export class Cursor {
  at: number;

  constructor(start: number) {
    this.at = start;
  }

  take(bytes: number): number {
    const place = this.at;
    this.at = roundUp(place + bytes, LINE) + LINE;
    return place;
  }

  takeFloats(count: number): number {
    return this.take(count * FLOAT);
  }

  takeDoubles(count: number): number {
    return this.take(2 * count * FLOAT);
  }
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
