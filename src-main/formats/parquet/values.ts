import type { SchemaElement } from 'hyparquet';
import { deltaBinaryUnpack, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { readHybrid } from './hybrid.ts';

type Values = ArrayLike<unknown>;
type Read = (bytes: Uint8Array, count: number, element: SchemaElement) => Values;

/** How values that are not places in a dictionary are read. */
const encodings = new Map<string, Read>([
  ['PLAIN', readPlainValues],
  ['RLE', (bytes, count) => Array.from(readHybrid(viewOf(bytes, 4), 1, count), Boolean)],
  ['DELTA_BINARY_PACKED', readDeltas],
  ['DELTA_LENGTH_BYTE_ARRAY', readDeltaTexts],
  ['BYTE_STREAM_SPLIT', readSplitBytes],
]);

const dictionaryEncodings = new Set(['PLAIN_DICTIONARY', 'RLE_DICTIONARY']);

export const encodingNames = [...encodings.keys(), ...dictionaryEncodings].join(', ');

export function isEncoding(encoding: string): boolean {
  return encodings.has(encoding) || dictionaryEncodings.has(encoding);
}

export function isOfDictionary(encoding: string): boolean {
  return dictionaryEncodings.has(encoding);
}

/**
 * @param bytes in a buffer of their own
 * @returns (count), as they are stored
 * @throws RangeError where the bytes end before that
 */
export function readValues(
  bytes: Uint8Array,
  encoding: string,
  count: number,
  element: SchemaElement,
): Values {
  const read = encodings.get(encoding);
  if (read === undefined) throw new RangeError(`the encoding ${encoding}`);
  return count === 0 ? [] : read(bytes, count, element);
}

/** @throws RangeError where a place lies outside of the dictionary */
export function readFromDictionary(bytes: Uint8Array, dictionary: Values, count: number): Values {
  if (count === 0) return [];
  const view = viewOf(bytes, 0);
  return Array.from(readHybrid(viewOf(bytes, 1), view.getUint8(0), count), (place) => {
    if (place >= dictionary.length)
      throw new RangeError(`place ${place} of a dictionary of ${dictionary.length}`);
    return dictionary[place];
  });
}

function readPlainValues(bytes: Uint8Array, count: number, element: SchemaElement): Values {
  const { type = 'INT32', type_length } = element;
  const least = type === 'BOOLEAN' ? 1 / 8 : type === 'FIXED_LEN_BYTE_ARRAY' ? (type_length ?? 1) : 4;
  if (count * least > bytes.length) throw new RangeError(`${count} values in ${bytes.length} bytes`);
  return readPlain({ view: viewOf(bytes, 0), offset: 0 }, type, count, type_length);
}

function readDeltas(bytes: Uint8Array, count: number, { type }: SchemaElement): Values {
  const reader = { view: viewOf(bytes, 0), offset: 0 };
  refuseOddBlocks(reader.view);
  const values = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
  deltaBinaryUnpack(reader, count, values);
  return values;
}

function readDeltaTexts(bytes: Uint8Array, count: number): Values {
  const reader = { view: viewOf(bytes, 0), offset: 0 };
  refuseOddBlocks(reader.view);
  const values: Uint8Array[] = [];
  deltaLengthByteArray(reader, count, values);
  return values;
}

function readSplitBytes(
  bytes: Uint8Array,
  count: number,
  { type = 'INT32', type_length }: SchemaElement,
): Values {
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? (type_length ?? 1) : /64|DOUBLE/.test(type) ? 8 : 4;
  if (count * width > bytes.length) throw new RangeError(`${count} values in ${bytes.length} bytes`);
  return byteStreamSplit({ view: viewOf(bytes, 0), offset: 0 }, count, type, type_length);
}

/** The blocks of differences are multiples of 128, in parts of equal size; others would not come to an end. */
function refuseOddBlocks(view: DataView): void {
  const reader = { view, offset: 0 };
  const [block, parts] = [readVarInt(reader), readVarInt(reader)];
  if (!(block > 0 && block <= 65_536 && parts > 0 && parts <= 512 && block % parts === 0))
    throw new RangeError(`blocks of ${block} in ${parts} parts`);
}

function viewOf(bytes: Uint8Array, from: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + from, bytes.byteLength - from);
}
