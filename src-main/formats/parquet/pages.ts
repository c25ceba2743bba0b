import type { SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { Refusals } from '../refusals.ts';
import { meaningOf } from './column-type.ts';
import { readHybrid } from './hybrid.ts';
import { checkThrift } from './thrift-check.ts';
import { unpackPage } from './unpack-page.ts';
import { encodingNames, isEncoding, isOfDictionary, readFromDictionary, readValues } from './values.ts';

/** One page of a column: which of its rows have a value, and these values in order. */
export interface Page {
  rows: number;
  /** (rows), 1 where there is a value; undefined where every row has one. */
  present: Uint32Array | undefined;
  values: ArrayLike<unknown>;
}

/** One column in one group of rows. */
export interface ColumnChunk {
  element: SchemaElement;
  codec: string;
  rows: number;
  bytes: Uint8Array;
}

type PageHeader = ReturnType<typeof parquetHeader>;

/**
 * The pages of a column, one at a time, up to its rows.
 *
 * @param place the column, in what is said about it
 * @throws ProblemError where an encoding is not read; any other error where the bytes are damaged
 */
export function* readPages(chunk: ColumnChunk, place: string, refusals: Refusals): Generator<Page> {
  const { bytes, element } = chunk;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let dictionary: ArrayLike<unknown> = [];
  for (let left = chunk.rows; left > 0;) {
    checkThrift(reader.view, reader.offset);
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= bytes.length))
      throw refusals.cut(place, bytes.length - reader.offset, size);
    const packed = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    if (header.type === 'DICTIONARY_PAGE') {
      const count = header.dictionary_page_header?.num_values ?? 0;
      const page = unpackPage(packed, header.uncompressed_page_size, chunk.codec);
      dictionary = meaningOf(readValues(page, 'PLAIN', count, element), element);
      continue;
    }
    const encoding = (header.data_page_header ?? header.data_page_header_v2)?.encoding ?? '';
    if (!isEncoding(encoding)) throw refusals.unsupported(place, `the encoding ${encoding}`, encodingNames);
    const page = readDataPage(packed, header, chunk, dictionary);
    if (page.rows > left) throw refusals.damaged(place, `a page of ${page.rows} rows`);
    left -= page.rows;
    yield page;
  }
}

function readDataPage(
  packed: Uint8Array,
  header: PageHeader,
  chunk: ColumnChunk,
  dictionary: ArrayLike<unknown>,
): Page {
  const { rows, encoding, levels, page } = splitPage(packed, header, chunk);
  const present = levels && readHybrid(viewOf(levels), 1, rows);
  const count = present?.reduce((sum, level) => sum + level, 0) ?? rows;
  if (isOfDictionary(encoding)) return { rows, present, values: readFromDictionary(page, dictionary, count) };
  return {
    rows,
    present,
    values: meaningOf(readValues(page, encoding, count, chunk.element), chunk.element),
  };
}

/** What a page of either version holds, unpacked: its levels where rows may lack a value, and its values. */
interface PageParts {
  rows: number;
  encoding: string;
  levels: Uint8Array | undefined;
  page: Uint8Array;
}

function splitPage(packed: Uint8Array, header: PageHeader, chunk: ColumnChunk): PageParts {
  const { data_page_header: first, data_page_header_v2: second } = header;
  const mayLack = chunk.element.repetition_type !== 'REQUIRED';
  if (first !== undefined) {
    const rows = checkRows(first.num_values, chunk);
    const page = unpackPage(packed, header.uncompressed_page_size, chunk.codec);
    if (!mayLack) return { rows, encoding: first.encoding, levels: undefined, page };
    const length = viewOf(page).getUint32(0, true);
    const [levels, values] = cutAt(page.subarray(4), length);
    return { rows, encoding: first.encoding, levels, page: values };
  }
  if (second === undefined) throw new RangeError(`a page of type ${header.type}`);
  const rows = checkRows(second.num_values, chunk);
  const before = second.definition_levels_byte_length;
  if (second.repetition_levels_byte_length !== 0 || before < 0) throw new RangeError('levels of lists');
  const [levels, rest] = cutAt(packed, before);
  const codec = second.is_compressed === false ? 'UNCOMPRESSED' : chunk.codec;
  const page = unpackPage(rest, header.uncompressed_page_size - before, codec);
  return { rows, encoding: second.encoding, levels: mayLack ? levels : undefined, page };
}

function checkRows(rows: number, chunk: ColumnChunk): number {
  if (!(rows >= 0 && rows <= chunk.rows)) throw new RangeError(`a page of ${rows} rows`);
  return rows;
}

/** Both parts, the second in a buffer of its own: numbers are read from where their size lets them begin. */
function cutAt(bytes: Uint8Array, at: number): [Uint8Array, Uint8Array] {
  if (at > bytes.length) throw new RangeError(`${at} bytes of ${bytes.length}`);
  return [bytes.subarray(0, at), bytes.slice(at)];
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
