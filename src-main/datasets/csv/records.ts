import { parse, CsvError } from 'csv-parse/sync';
import { problem } from '#shared/problem.ts';
import { guessDelimiter } from './delimiter.ts';

export interface CsvRecord {
  fields: string[];
  /** The line of the file on which the record begins; the first line is 1. */
  line: number;
}

/**
 * Cuts a text into records: delimiter guessed, byte order mark and blank lines skipped, quoted fields with
 * delimiters, doubled quotes and newlines kept whole.
 *
 * @throws ProblemError file.binary, csv.empty, csv.quoteOpen, csv.quoteInside, csv.quoteFollowed, csv.ragged
 */
export function readRecords(text: string, file: string): CsvRecord[] {
  if (text.includes('\0')) throw problem('file.binary', { file });
  // With one kind of line end, lines inside quotes are counted as an editor counts them.
  const unified = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const records = cutRecords(unified, file);
  const expected = records[0]?.fields.length;
  if (expected === undefined) throw problem('csv.empty', { file });
  for (const { fields, line } of records)
    if (fields.length !== expected)
      throw problem('csv.ragged', { file, line, found: fields.length, expected });
  return records;
}

function cutRecords(text: string, file: string): CsvRecord[] {
  const delimiter = guessDelimiter(text);
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
      on_record: (fields: string[], { lines }) => {
        records.push({ fields, line: lines - countNewlines(fields) });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw refuseQuote(error, file, text, records);
    throw error;
  }
  return records;
}

/** Where a field begins: quoted fields before it may hold newlines. */
export function lineOfField({ fields, line }: CsvRecord, column: number): number {
  return line + countNewlines(fields.slice(0, column));
}

function countNewlines(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields)
    for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) count += 1;
  return count;
}

function refuseQuote(error: CsvError, file: string, text: string, records: readonly CsvRecord[]) {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return problem('csv.quoteOpen', { file, line: lineAfter(text, records.at(-1)) });
  const code = error.code === 'INVALID_OPENING_QUOTE' ? 'csv.quoteInside' : 'csv.quoteFollowed';
  return problem(code, { file, line: Number(error['lines']) });
}

/** The first line with something on it after a record. */
function lineAfter(text: string, record: CsvRecord | undefined): number {
  const last = record === undefined ? 0 : lineOfField(record, record.fields.length);
  const lines = text.split('\n');
  let line = last + 1;
  while (line < lines.length && (lines[line - 1] ?? '').trim() === '') line += 1;
  return line;
}
