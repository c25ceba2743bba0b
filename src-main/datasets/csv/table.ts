import { problem } from '#shared/problem.ts';
import { isMissing } from './cells.ts';
import { hasHeader, isMostlyNumbers } from './header.ts';
import { lineOfField, readRecords, type CsvRecord } from './records.ts';

/** A column of a file: its name, its fields from top to bottom, and what they are. */
export interface Column {
  name: string;
  fields: string[];
  isNumeric: boolean;
  missing: number;
  /** The line of the file on which a row's field begins. */
  lineOf: (row: number) => number;
}

/**
 * Reads a text as columns; where the first record is no header they are called c1…ck.
 *
 * @throws ProblemError csv.noRows, csv.tooFewColumns, csv.duplicateColumn, csv.emptyColumn and those of readRecords
 */
export function readTable(text: string, file: string): Column[] {
  const records = readRecords(text, file);
  const names = records[0]?.fields ?? [];
  if (names.length < 2) throw problem('csv.tooFewColumns', { file, found: names.length });
  const named = hasHeader(records);
  const rows = named ? records.slice(1) : records;
  const columns = names.map((name, at) => readColumn(rows, at, named && name !== '' ? name : `c${at + 1}`));
  refuseDuplicates(columns, file, records[0]?.line ?? 1);
  if (rows.length === 0) throw problem('csv.noRows', { file });
  for (const { name, fields, missing } of columns)
    if (missing === fields.length) throw problem('csv.emptyColumn', { file, column: name });
  return columns;
}

function readColumn(rows: readonly CsvRecord[], at: number, name: string): Column {
  const fields = rows.map((row) => row.fields[at] ?? '');
  return {
    name,
    fields,
    isNumeric: isMostlyNumbers(fields),
    missing: fields.filter(isMissing).length,
    lineOf: (row) => {
      const record = rows[row];
      if (record === undefined) throw new RangeError(`row ${row} of ${rows.length}`);
      return lineOfField(record, at);
    },
  };
}

function refuseDuplicates(columns: readonly Column[], file: string, line: number): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) throw problem('csv.duplicateColumn', { file, line, column: name });
    seen.add(name);
  }
}
