import type { RefuseNpz } from './npz-problem.ts';
import { numpyTypeNames, numpyTypes, type NumpyType } from './npy-types.ts';

/** What stands before the numbers of an array; source: NumPy's `numpy.lib.format`, versions 1.0 to 3.0. */
export interface NpyHeader<T extends { size: number } = NumpyType> {
  type: T;
  littleEndian: boolean;
  fortranOrder: boolean;
  shape: number[];
  /** How many numbers there are, and where they begin. */
  count: number;
  start: number;
}

/** The types that a reader takes, by kind and bytes as a header names them without its byte order. */
export interface ReadTypes<T extends { size: number }> {
  find(code: string): T | undefined;
  names: string;
}

const numbersOnly: ReadTypes<NumpyType> = {
  find: (code) => numpyTypes.get(code),
  names: numpyTypeNames,
};

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 65_536;
const MOST_AXES = 32;

/** The most bytes from the start of an array within which its header ends. */
export const longestNpyHeader = LONGEST_HEADER + 12;

/** @throws ProblemError npz.invalid */
export function readNpyHeader(bytes: Uint8Array, place: string, refuse: RefuseNpz): NpyHeader {
  return readNpyHeaderOf(bytes, place, refuse, numbersOnly);
}

/**
 * @param bytes the array, or at least its first `longestNpyHeader` bytes
 * @throws ProblemError npz.invalid
 */
export function readNpyHeaderOf<T extends { size: number }>(
  bytes: Uint8Array,
  place: string,
  refuse: RefuseNpz,
  types: ReadTypes<T>,
): NpyHeader<T> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (MAGIC.some((byte, index) => bytes[index] !== byte) || bytes.length < 12)
    throw refuse(place, 'it is not an array', 'the .npy format, which begins with \\x93NUMPY, is accepted');
  const version = view.getUint8(6);
  if (version < 1 || version > 3)
    throw refuse(place, `version ${version} of the .npy format`, 'versions 1 to 3 are accepted');
  const [begin, length] = version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (length > LONGEST_HEADER)
    throw refuse(place, `a header of ${length} bytes`, `at most ${LONGEST_HEADER} are accepted`);
  const start = begin + length;
  if (start > bytes.length) throw refuse(place, 'it ends within its header', 'a whole array is accepted');
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(begin, start));
  return { ...parseHeader(text, place, refuse, types), start };
}

function parseHeader<T extends { size: number }>(
  text: string,
  place: string,
  refuse: RefuseNpz,
  types: ReadTypes<T>,
): Omit<NpyHeader<T>, 'start'> {
  const fields = readFields(text);
  const [descr, order, shapeText] = ['descr', 'fortran_order', 'shape'].map((key) => fields?.get(key));
  if (fields?.size !== 3 || descr === undefined || order === undefined || shapeText === undefined)
    throw refuse(
      place,
      `the header ${JSON.stringify(text.slice(0, 80).trim())}`,
      'descr, fortran_order and shape, as NumPy writes them for an array of numbers, are accepted',
    );
  const type = /^'[<>|=]\w+'$/.test(descr) ? types.find(descr.slice(2, -1)) : undefined;
  if (type === undefined)
    throw refuse(place, `the type ${descr.slice(0, 40)}`, `${types.names} are accepted`);
  const shape = (shapeText.match(/\d+/g) ?? []).map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length > MOST_AXES || !Number.isSafeInteger(count * type.size))
    throw refuse(place, `the shape ${shapeText.slice(0, 80)}`, 'an array that fits into memory is accepted');
  return { type, littleEndian: descr[1] !== '>', fortranOrder: order === 'True', shape, count };
}

/** The dictionary of a header, each value still as written; undefined when it is none of plain values. */
function readFields(text: string): Map<string, string> | undefined {
  const dictionary = /^\{(.*)\}\s*$/s.exec(text)?.[1];
  if (dictionary === undefined) return undefined;
  const field = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\((?:\s*\d+L?\s*,)*(?:\s*\d+L?)?\s*\))\s*(?:,|$)\s*/y;
  const fields = new Map<string, string>();
  while (field.lastIndex < dictionary.length) {
    const [, key, value] = field.exec(dictionary) ?? [];
    if (key === undefined || value === undefined || fields.has(key)) return undefined;
    fields.set(key, value);
  }
  return fields;
}
