import { readVarInt } from 'hyparquet/src/thrift.js';

/**
 * Parquet's hybrid of runs and packed bits. However long a run says it is, no more than `count` values are made.
 *
 * @param width bits of a value, at most 32
 * @returns (count)
 * @throws RangeError where the bytes end before that
 */
export function readHybrid(view: DataView, width: number, count: number): Uint32Array {
  if (width > 32) throw new RangeError(`values of ${width} bits`);
  const values = new Uint32Array(count);
  if (width === 0) return values;
  const reader = { view, offset: 0 };
  for (let done = 0; done < count;) {
    const head = readVarInt(reader) >>> 0;
    if (head === 0) throw new RangeError('a run of nothing');
    const size = head >>> 1;
    if ((head & 1) === 0) {
      const value = readRunValue(view, reader.offset, Math.ceil(width / 8));
      reader.offset += Math.ceil(width / 8);
      values.fill(value, done, Math.min(count, done + size));
      done += size;
    } else {
      const taken = Math.min(count - done, 8 * size);
      unpackBits(view, reader.offset, width, values.subarray(done, done + taken));
      reader.offset += size * width;
      done += taken;
    }
  }
  return values;
}

function readRunValue(view: DataView, at: number, bytes: number): number {
  let value = 0;
  for (let k = 0; k < bytes; k++) value += view.getUint8(at + k) * 256 ** k;
  return value;
}

function unpackBits(view: DataView, at: number, width: number, values: Uint32Array): void {
  let bit = 8 * at;
  for (let k = 0; k < values.length; k++) {
    let value = 0;
    for (let done = 0; done < width;) {
      const inByte = bit & 7;
      const taken = Math.min(8 - inByte, width - done);
      const bits = (view.getUint8(bit >>> 3) >>> inByte) & ((1 << taken) - 1);
      value += bits * 2 ** done;
      done += taken;
      bit += taken;
    }
    values[k] = value;
  }
}
