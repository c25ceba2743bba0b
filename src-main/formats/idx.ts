import type { Refusals } from './refusals.ts';
import type { NumberValues } from './stored-array.ts';

/**
 * The header of an IDX file, as the MNIST database describes it: two zeros, a type, a count of dimensions, and that many
 * sizes; then the numbers, the last dimension running fastest. Everything is big-endian.
 */
export interface IdxHeader {
  type: IdxType;
  shape: number[];
  count: number;
  /** Where the numbers begin. */
  start: number;
  /** Bytes of the whole file. */
  size: number;
}

interface IdxType {
  name: string;
  size: number;
  read: (view: DataView, count: number) => NumberValues;
}

const types = new Map<number, IdxType>([
  [0x08, { name: 'uint8', size: 1, read: (view) => bytesOf(view) }],
  [0x09, { name: 'int8', size: 1, read: (view) => new Int8Array(bytesOf(view)) }],
  [0x0b, { name: 'int16', size: 2, read: each(Int16Array, (view, k) => view.getInt16(2 * k)) }],
  [0x0c, { name: 'int32', size: 4, read: each(Int32Array, (view, k) => view.getInt32(4 * k)) }],
  [0x0d, { name: 'float32', size: 4, read: each(Float32Array, (view, k) => view.getFloat32(4 * k)) }],
  [0x0e, { name: 'float64', size: 8, read: each(Float64Array, (view, k) => view.getFloat64(8 * k)) }],
]);

const MOST_DIMENSIONS = 8;

/** The most bytes that a header takes. */
export const longestIdxHeader = 4 + 4 * MOST_DIMENSIONS;

export function looksLikeIdx(head: Uint8Array): boolean {
  return head[0] === 0 && head[1] === 0 && types.has(head[2] ?? 0) && isDimensions(head[3] ?? 0);
}

/**
 * @param head the file, or at least its first `longestIdxHeader` bytes
 * @throws ProblemError
 */
export function readIdxHeader(head: Uint8Array, refusals: Refusals): IdxHeader {
  if (head.length < 4 || head[0] !== 0 || head[1] !== 0) throw refusals.other();
  const [, , code = 0, dimensions = 0] = head;
  const type = types.get(code);
  if (type === undefined) {
    const accepted = Array.from(types, ([known, { name }]) => `${hex(known)} (${name})`);
    throw refusals.unsupported('byte 2', `the type ${hex(code)}`, accepted.join(', '));
  }
  if (dimensions === 0) throw refusals.empty();
  if (!isDimensions(dimensions)) throw refusals.tooLarge('byte 3', dimensions, MOST_DIMENSIONS, 'dimensions');
  const start = 4 + 4 * dimensions;
  if (head.length < start) throw refusals.cut('byte 4', head.length - 4, 4 * dimensions);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const count = shape.reduce((product, size) => product * size, 1);
  return { type, shape, count, start, size: start + count * type.size };
}

/** @param bytes what follows the header, `count` numbers */
export function readIdxNumbers(bytes: Uint8Array, { type, count }: IdxHeader): NumberValues {
  return type.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), count);
}

function isDimensions(count: number): boolean {
  return count >= 1 && count <= MOST_DIMENSIONS;
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function each<T extends NumberValues>(
  Values: new (length: number) => T,
  read: (view: DataView, k: number) => number,
): IdxType['read'] {
  return (view, count) => {
    const values = new Values(count);
    for (let k = 0; k < count; k++) values[k] = read(view, k);
    return values;
  };
}
