import { fieldForms, type ScannedRecord } from './scanner.ts';

/** The text of a field, line breaks in it as \n. */
export function fieldText(
  { bytes, starts, ends, forms }: ScannedRecord,
  field: number,
  quote: string,
): string {
  const text = bytes.toString('utf8', starts[field], ends[field]);
  if (forms[field] !== fieldForms.escaped) return text;
  return text.replaceAll(quote + quote, quote).replace(/\r\n?/g, '\n');
}

/** The line on which a field begins: quoted fields before it may hold line breaks. */
export function fieldLine({ bytes, starts, line }: ScannedRecord, field: number): number {
  const before = bytes.toString('latin1', starts[0], starts[field]);
  return line + (before.match(/\r\n?|\n/g)?.length ?? 0);
}
