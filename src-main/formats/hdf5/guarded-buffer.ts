/**
 * The bytes of a file for a reader that trusts them. jsfive takes the signature of every node, and whatever it keeps, by
 * `slice`; so a limit on what is taken ends every walk in circles, and no number of the file makes memory grow beyond it.
 */
export class GuardedBuffer extends ArrayBuffer {
  #takes = MOST_TAKES;
  #bytes: number;

  constructor(size: number) {
    super(size);
    this.#bytes = SMALL + 4 * size;
  }

  static override get [Symbol.species](): ArrayBufferConstructor {
    return ArrayBuffer;
  }

  /** @throws RangeError outside of the file, and where too much has been taken */
  override slice(start = 0, end = this.byteLength): ArrayBuffer {
    if (!(start >= 0 && end >= start && end <= this.byteLength))
      throw new RangeError(`bytes ${start} to ${end} lie outside of ${this.byteLength}`);
    this.#takes--;
    this.#bytes -= end - start;
    if (this.#takes < 0 || this.#bytes < 0) throw new RangeError('its parts refer to each other in circles');
    return super.slice(start, end);
  }
}

const MOST_TAKES = 2_000_000;
const SMALL = 2 ** 24;
