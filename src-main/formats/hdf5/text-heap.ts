import { readFixedText } from '../npy-words.ts';
import type { Refusals } from '../refusals.ts';

/** Where a text of any length lies: in the global heap at an address, as its object of a number. */
interface TextReference {
  length: number;
  address: number;
  object: number;
}

const GCOL = 0x4c4f4347;

/** The texts of a file's global heaps, after the HDF5 File Format Specification, III.E. */
export class TextHeap {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #refusals: Refusals;
  readonly #heaps = new Map<number, Map<number, Uint8Array>>();
  /** Every object takes 16 bytes at least; a file whose heaps overlap would have more. */
  #objectsLeft: number;

  constructor(bytes: Uint8Array, refusals: Refusals) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#refusals = refusals;
    this.#objectsLeft = bytes.length / 16;
  }

  /** @throws ProblemError format.damaged */
  read({ length, address, object }: TextReference): string {
    if (length === 0) return '';
    const heap = this.#heaps.get(address) ?? this.#open(address);
    const text = heap.get(object);
    if (text === undefined || length > text.length)
      throw this.#refusals.damaged(`byte ${address}`, `the text ${object} of this heap`);
    return readFixedText(text.subarray(0, length));
  }

  #open(address: number): Map<number, Uint8Array> {
    const refuse = () => this.#refusals.damaged(`byte ${address}`, 'the heap of texts');
    if (address + 16 > this.#bytes.length || this.#view.getUint32(address, true) !== GCOL) throw refuse();
    const end = address + Number(this.#view.getBigUint64(address + 8, true));
    if (end > this.#bytes.length) throw refuse();
    const objects = new Map<number, Uint8Array>();
    for (let at = address + 16; at + 16 <= end;) {
      const object = this.#view.getUint16(at, true);
      const size = Number(this.#view.getBigUint64(at + 8, true));
      if (object === 0) break;
      if (at + 16 + size > end || this.#objectsLeft-- <= 0) throw refuse();
      objects.set(object, this.#bytes.subarray(at + 16, at + 16 + size));
      at += 16 + 8 * Math.ceil(size / 8);
    }
    this.#heaps.set(address, objects);
    return objects;
  }
}
