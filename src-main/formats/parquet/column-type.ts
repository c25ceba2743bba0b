import type { SchemaElement } from 'hyparquet';
import { convert } from 'hyparquet/src/convert.js';

/** What a column becomes: numbers (dates as days since 1970), or texts. */
export type ColumnKind = 'number' | 'text';

export const acceptedTypes = 'numbers, booleans, dates, timestamps and texts';

/** @returns undefined for a type that is not read */
export function kindOf({ type, converted_type, logical_type }: SchemaElement): ColumnKind | undefined {
  const meaning = logical_type?.type ?? converted_type;
  if (['BSON', 'INTERVAL', 'VARIANT', 'GEOMETRY', 'GEOGRAPHY', 'FILE'].includes(meaning ?? ''))
    return undefined;
  if (meaning === 'DECIMAL') return 'number';
  if (type === 'BYTE_ARRAY') return 'text';
  if (type !== 'FIXED_LEN_BYTE_ARRAY') return 'number';
  return meaning === 'FLOAT16' ? 'number' : meaning === 'UUID' ? 'text' : undefined;
}

export function typeName({ type, converted_type, logical_type }: SchemaElement): string {
  return logical_type?.type ?? converted_type ?? type ?? 'a group';
}

type Decoder = Parameters<typeof convert>[1];

const utf8 = new TextDecoder('utf-8', { fatal: true });
const days = (perDay: number) => (value: bigint) => Number(value) / perDay;
const DAY = 86_400_000;

/** Numbers and texts only; a timestamp is a count of days since 1970. */
const parsers = {
  timestampFromMilliseconds: days(DAY),
  timestampFromMicroseconds: days(DAY * 1e3),
  timestampFromNanoseconds: days(DAY * 1e6),
  dateFromDays: (count: number) => count,
  stringFromBytes: (bytes: Uint8Array) => utf8.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array) => utf8.decode(bytes),
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
  uuidFromBytes: (bytes: Uint8Array) =>
    Buffer.from(bytes)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
} satisfies Decoder['parsers'];

/** Values as they are stored, as what they mean: numbers, whole numbers of any size, booleans or texts. */
export function meaningOf(values: ArrayLike<unknown>, element: SchemaElement): ArrayLike<unknown> {
  const decoder: Decoder = {
    element,
    parsers,
    type: element.type ?? 'INT32',
    pathInSchema: [element.name],
    schemaPath: [],
    codec: 'UNCOMPRESSED',
  };
  return convert(values as Parameters<typeof convert>[0], decoder);
}
