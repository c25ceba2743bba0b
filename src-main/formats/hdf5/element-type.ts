import { halfToNumber } from '../npy-types.ts';
import { readFixedText } from '../npy-words.ts';
import type { Refusals } from '../refusals.ts';
import type { NumberValues } from '../stored-array.ts';
import type { TextHeap } from './text-heap.ts';

/** What one element of a data set is, and how it is read from the set's bytes. */
export type ElementType =
  | {
      kind: 'numbers';
      size: number;
      isBytes: boolean;
      read: (bytes: Uint8Array, count: number) => NumberValues;
    }
  | { kind: 'words'; size: number; read: (bytes: Uint8Array, count: number, heap: TextHeap) => string[] };

export const acceptedTypes = 'whole numbers, floating-point numbers, booleans and texts';

/**
 * @param dtype as jsfive says it, e.g. `<f4`
 * @throws ProblemError format.unsupported
 */
export function elementType(
  dtype: string | readonly unknown[],
  place: string,
  refusals: Refusals,
): ElementType {
  if (typeof dtype !== 'string') {
    if (dtype[0] === 'VLEN_STRING') return textReferences;
    throw refusals.unsupported(place, String(dtype[0]), acceptedTypes);
  }
  const text = /^S(\d+)$/.exec(dtype)?.[1];
  if (text !== undefined && text !== '0') return fixedTexts(Number(text));
  const [, order, kind = '', bytes] = /^([<>])([iuf])([1248])$/.exec(dtype) ?? [];
  const read = readers.get(`${kind}${bytes}`);
  if (read === undefined) throw refusals.unsupported(place, `the type ${dtype}`, acceptedTypes);
  const size = Number(bytes);
  return {
    kind: 'numbers',
    size,
    isBytes: kind === 'u' && size === 1,
    read: (data, count) => {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      return read(view, count, order === '<', (value) => {
        if (!Number.isSafeInteger(value))
          throw refusals.unsupported(place, `the whole number ${value}`, 'those up to 2^53 − 1');
        return value;
      });
    },
  };
}

type Read = (
  view: DataView,
  count: number,
  littleEndian: boolean,
  safe: (value: number) => number,
) => NumberValues;

const readers = new Map<string, Read>([
  ['u1', (view, count) => new Uint8Array(view.buffer, view.byteOffset, count)],
  ['i1', (view, count) => new Int8Array(view.buffer, view.byteOffset, count)],
  ['u2', (view, n, little) => fill(new Uint16Array(n), (k) => view.getUint16(2 * k, little))],
  ['i2', (view, n, little) => fill(new Int16Array(n), (k) => view.getInt16(2 * k, little))],
  ['u4', (view, n, little) => fill(new Uint32Array(n), (k) => view.getUint32(4 * k, little))],
  ['i4', (view, n, little) => fill(new Int32Array(n), (k) => view.getInt32(4 * k, little))],
  [
    'u8',
    (view, n, little, safe) =>
      fill(new Float64Array(n), (k) => safe(Number(view.getBigUint64(8 * k, little)))),
  ],
  [
    'i8',
    (view, n, little, safe) =>
      fill(new Float64Array(n), (k) => safe(Number(view.getBigInt64(8 * k, little)))),
  ],
  ['f2', (view, n, little) => fill(new Float32Array(n), (k) => halfToNumber(view.getUint16(2 * k, little)))],
  ['f4', (view, n, little) => fill(new Float32Array(n), (k) => view.getFloat32(4 * k, little))],
  ['f8', (view, n, little) => fill(new Float64Array(n), (k) => view.getFloat64(8 * k, little))],
]);

function fill<T extends NumberValues>(values: T, read: (k: number) => number): T {
  for (let k = 0; k < values.length; k++) values[k] = read(k);
  return values;
}

function fixedTexts(size: number): ElementType {
  return {
    kind: 'words',
    size,
    read: (bytes, count) =>
      Array.from({ length: count }, (_, k) => readFixedText(bytes.subarray(k * size, (k + 1) * size))),
  };
}

/** Texts of any length lie elsewhere: an element is a length, the address of a heap and a number in it. */
const textReferences: ElementType = {
  kind: 'words',
  size: 16,
  read: (bytes, count, heap) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: count }, (_, k) =>
      heap.read({
        length: view.getUint32(16 * k, true),
        address: Number(view.getBigUint64(16 * k + 4, true)),
        object: view.getUint32(16 * k + 12, true),
      }),
    );
  },
};
