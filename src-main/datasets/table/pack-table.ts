import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { CsvDialectSchema } from '#shared/contract/imports.ts';
import type { Table, TableColumn } from './table.ts';

/** A table as it is kept: what it is, as JSON, and the bytes of each column, packed. */
export interface PackedTable {
  /** SHA-256, hex, over the facts and the bytes of the columns before they were packed. */
  hash: string;
  facts: string;
  /** One per column, then the lines where there are any. */
  columns: Uint8Array[];
}

const words = v.array(v.string());
const name = v.string();
const unread = v.optional(v.strictObject({ count: v.number(), line: v.number(), value: v.string() }));
const FactsSchema = v.strictObject({
  fileName: v.string(),
  format: v.string(),
  name: v.string(),
  rows: v.number(),
  hasLines: v.boolean(),
  dialect: v.nullable(CsvDialectSchema),
  columns: v.array(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('number'), name, isDate: v.boolean(), unread }),
      v.strictObject({ kind: v.literal('category'), name, categories: words }),
      v.strictObject({
        kind: v.literal('block'),
        name,
        shape: v.array(v.number()),
        type: v.picklist(['uint8', 'float32']),
      }),
    ]),
  ),
});

/** A table, and the file that it came from. */
export interface TableOfFile {
  table: Table;
  fileName: string;
  format: string;
}

/** Takes about a second per 100 MB. */
export function packTable({ table, fileName, format }: TableOfFile): PackedTable {
  const { lines, dialect = null } = table;
  const facts = JSON.stringify({
    fileName,
    format,
    name: table.name,
    rows: table.rows,
    hasLines: lines !== undefined,
    dialect,
    columns: table.columns.map(factsOf),
  } satisfies v.InferOutput<typeof FactsSchema>);
  const hash = createHash('sha256').update(`${facts}\n`, 'utf8');
  const raw = [...table.columns.map(bytesOf), ...(lines === undefined ? [] : [bytesOfValues(lines)])];
  const columns = raw.map((bytes) => {
    hash.update(bytes);
    return shared(deflateRawSync(bytes, { level: 1 }));
  });
  return { hash: hash.digest('hex'), facts, columns };
}

/** @throws Error where the bytes are not those of a table */
export function unpackTable({ facts, columns }: PackedTable): TableOfFile {
  const {
    fileName,
    format,
    name,
    rows,
    hasLines,
    dialect,
    columns: heads,
  } = v.parse(FactsSchema, JSON.parse(facts));
  const unpack = (at: number, bytes: number): ArrayBuffer => {
    const raw = inflateRawSync(columns[at] ?? new Uint8Array(), { maxOutputLength: Math.max(1, bytes) });
    if (raw.length !== bytes) throw new Error(`column ${at + 1} has ${raw.length} bytes and not ${bytes}`);
    return new Uint8Array(raw).buffer;
  };
  const table: Table = {
    name,
    rows,
    columns: heads.map((head, at): TableColumn => {
      if (head.kind === 'category') return { ...head, codes: new Int32Array(unpack(at, 4 * rows)) };
      if (head.kind === 'number') {
        const { isDate, unread, ...rest } = head;
        const values = new Float64Array(unpack(at, 8 * rows));
        return {
          ...rest,
          values,
          ...(isDate ? { isDate: true } : {}),
          ...(unread === undefined ? {} : { unread }),
        };
      }
      const { type, ...rest } = head;
      const length = rows * head.shape.reduce((product, side) => product * side, 1);
      const values =
        type === 'uint8' ? new Uint8Array(unpack(at, length)) : new Float32Array(unpack(at, 4 * length));
      return { ...rest, values };
    }),
    ...(hasLines ? { lines: new Uint32Array(unpack(heads.length, 4 * rows)) } : {}),
    ...(dialect === null ? {} : { dialect }),
  };
  return { table, fileName, format };
}

function factsOf(column: TableColumn): v.InferOutput<typeof FactsSchema>['columns'][number] {
  const { kind, name } = column;
  if (kind === 'category') return { kind, name, categories: column.categories };
  if (kind === 'block')
    return {
      kind,
      name,
      shape: column.shape,
      type: column.values instanceof Uint8Array ? 'uint8' : 'float32',
    };
  const unread = column.unread === undefined ? {} : { unread: column.unread };
  return { kind, name, isDate: column.isDate === true, ...unread };
}

function bytesOf(column: TableColumn): Uint8Array {
  return bytesOfValues(column.kind === 'category' ? column.codes : column.values);
}

function bytesOfValues({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Memory that crosses between threads without a copy. */
function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
