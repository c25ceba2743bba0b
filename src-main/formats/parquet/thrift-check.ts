/**
 * Walks over a struct of Thrift's compact protocol before it is read by a library that believes its sizes: no list says
 * more elements than bytes are left, no number runs on, and structs do not nest without end.
 *
 * @returns where the struct ends
 * @throws RangeError
 */
export function checkThrift(view: DataView, at: number): number {
  return new Walk(view, at).struct(0);
}

const MOST_DEPTH = 32;
const MOST_VARINT = 10;

class Walk {
  readonly #view: DataView;
  #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  struct(depth: number): number {
    if (depth > MOST_DEPTH) throw new RangeError('structs nest too deeply');
    for (;;) {
      const head = this.#byte();
      const type = head & 15;
      if (type === 0) return this.#at;
      if (head >> 4 === 0) this.#varint();
      // Of a boolean field the value is its type.
      if (type > 2) this.#value(type, depth);
    }
  }

  #value(type: number, depth: number): void {
    if (type <= 3) this.#skip(1);
    else if (type <= 6) this.#varint();
    else if (type === 7) this.#skip(8);
    else if (type === 8) this.#skip(this.#varint());
    else if (type === 9) this.#list(depth);
    else if (type === 12) this.struct(depth + 1);
    else throw new RangeError(`there is no type ${type}`);
  }

  #list(depth: number): void {
    if (depth > MOST_DEPTH) throw new RangeError('lists nest too deeply');
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#varint() : head >> 4;
    // Each element takes a byte at least.
    if (size > this.#view.byteLength - this.#at) throw new RangeError(`a list of ${size} elements`);
    for (let k = 0; k < size; k++) this.#value(head & 15, depth + 1);
  }

  #varint(): number {
    let value = 0;
    for (let k = 0; k < MOST_VARINT; k++) {
      const byte = this.#byte();
      value += (byte & 127) * 2 ** (7 * k);
      if (byte < 128) return value;
    }
    throw new RangeError('a number of more than 10 bytes');
  }

  #byte(): number {
    return this.#view.getUint8(this.#at++);
  }

  #skip(bytes: number): void {
    this.#at += bytes;
    if (this.#at > this.#view.byteLength) throw new RangeError('it ends early');
  }
}
