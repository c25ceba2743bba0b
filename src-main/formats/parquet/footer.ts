import type { FileMetaData, SchemaElement } from 'hyparquet';
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import type { ByteSource } from '../byte-source.ts';
import { viewOf } from '../byte-source.ts';
import type { Refusals } from '../refusals.ts';
import { checkThrift } from './thrift-check.ts';

const PAR1 = 0x31524150;
const MOST_FOOTER = 2 ** 26;

/** What a Parquet file says at its end about all that stands before. */
export interface Footer {
  columns: SchemaElement[];
  rows: number;
  groups: FileMetaData['row_groups'];
}

export function looksLikeParquet(head: Uint8Array): boolean {
  return head.length >= 4 && new DataView(head.buffer, head.byteOffset).getUint32(0, true) === PAR1;
}

/**
 * @throws ProblemError: also where a column is nested, which is refused by its name
 */
export function readFooter(source: ByteSource, refusals: Refusals): Footer {
  if (!looksLikeParquet(source.read(0, Math.min(4, source.size)))) throw refusals.other();
  if (source.size < 12) throw refusals.cut('byte 0', source.size, 12);
  const end = viewOf(source, source.size - 8, 8);
  const place = `byte ${source.size - 8}`;
  if (end.getUint32(4, true) !== PAR1)
    throw refusals.damaged(`byte ${source.size - 4}`, 'the end of the file');
  const length = end.getUint32(0, true);
  if (length > source.size - 12) throw refusals.cut(place, source.size - 12, length);
  if (length > MOST_FOOTER) throw refusals.tooLarge(place, length, MOST_FOOTER, 'bytes');
  const { schema, num_rows, row_groups } = parseFooter(source, length, refusals);
  return { columns: flatColumns(schema, refusals), rows: Number(num_rows), groups: row_groups };
}

function parseFooter(source: ByteSource, length: number, refusals: Refusals): FileMetaData {
  const at = source.size - 8 - length;
  try {
    const bytes = source.read(at, length + 8);
    checkThrift(new DataView(bytes.buffer, bytes.byteOffset, length), 0);
    return parquetMetadata(bytes, { geoparquet: false });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refusals.damaged(`byte ${at}`, `the list of columns (${reason.slice(0, 120)})`);
  }
}

function flatColumns([root, ...columns]: SchemaElement[], refusals: Refusals): SchemaElement[] {
  for (const column of columns) {
    const name: unknown = column.name;
    if (typeof name !== 'string') throw refusals.damaged('"schema"', 'a column without a name');
    if ((column.num_children ?? 0) > 0 || column.type === undefined || column.repetition_type === 'REPEATED')
      throw refusals.unsupported(
        JSON.stringify(name.slice(0, 80)),
        'a nested column',
        'columns of single values',
      );
  }
  if (root?.num_children !== columns.length)
    throw refusals.damaged('"schema"', `${columns.length} columns instead of ${root?.num_children}`);
  if (new Set(columns.map(({ name }) => name)).size < columns.length)
    throw refusals.damaged('"schema"', 'two columns of one name');
  return columns;
}
