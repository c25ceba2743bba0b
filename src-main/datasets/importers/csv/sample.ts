import type { ColumnType, CsvDialect, CsvChoices, TextEncodingName } from '#shared/contract/imports.ts';
import type { ByteSource } from '../../../formats/byte-source.ts';
import { isMissing } from '../../csv/cells.ts';
import { guessDelimiter } from '../../csv/delimiter.ts';
import { hasHeader, isMostlyNumbers } from '../../csv/header.ts';
import { readDate } from './date-field.ts';
import { readUtf8 } from './encoding.ts';
import { fieldText } from './field.ts';
import { CsvScanner } from './scanner.ts';

/** The first records of a file as texts, each with its line. */
export type Sample = { fields: string[]; line: number }[];

const [recordsMost, fieldsMost] = [1000, 200_000];

/** The first records; what is wrong behind them is not seen here. */
export function readSample(
  source: ByteSource,
  file: string,
  encoding: TextEncodingName,
  marks: { delimiter: string; quote: string },
): Sample {
  const sample: Sample = [];
  let fields = 0;
  const isFull = () => sample.length >= recordsMost || fields >= fieldsMost;
  const scanner = new CsvScanner(file, marks, (record) => {
    if (isFull()) return;
    const texts = Array.from({ length: record.count }, (_, field) => fieldText(record, field, marks.quote));
    sample.push({ fields: texts, line: record.line });
    fields += record.count;
  });
  for (const piece of readUtf8(source, encoding)) {
    scanner.push(piece);
    if (isFull()) return sample;
  }
  scanner.end();
  return sample;
}

/** The delimiter of the first lines, where quotes are double ones. */
export function guessDelimiterOf(source: ByteSource, encoding: TextEncodingName): CsvDialect['delimiter'] {
  const first = readUtf8(source, encoding).next();
  const text = new TextDecoder().decode(first.done ? new Uint8Array() : first.value.subarray(0, 1 << 17));
  return guessDelimiter(text.replace(/\r\n?/g, '\n'));
}

/** Whether the numbers of a sample part their fractions by a comma. */
export function guessDecimal(sample: Sample, delimiter: string): ',' | '.' {
  if (delimiter === ',') return '.';
  let [commas, points] = [0, 0];
  for (const { fields } of sample)
    for (const field of fields) {
      if (/^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(field)) commas += 1;
      else if (/^[+-]?\d+\.\d+(e[+-]?\d+)?$/i.test(field)) points += 1;
    }
  return commas > points ? ',' : '.';
}

export function guessHeader(sample: Sample, decimal: ',' | '.'): boolean {
  return hasHeader(sample.map(({ fields, line }) => ({ fields: fields.map(plainNumber(decimal)), line })));
}

/** What each column is to be read as, by the rows of a sample; a choice goes before the guess. */
export function guessTypes(
  rows: Sample,
  names: readonly string[],
  decimal: ',' | '.',
  chosen: CsvChoices['types'] = {},
): ColumnType[] {
  return names.map((name, column) => {
    const choice = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
    if (choice !== undefined) return choice;
    const fields = rows.map(({ fields }) => fields[column] ?? '').filter((field) => !isMissing(field));
    if (fields.length > 0 && fields.every((field) => !Number.isNaN(readDate(field)))) return 'date';
    return fields.length === 0 || isMostlyNumbers(fields.map(plainNumber(decimal))) ? 'number' : 'category';
  });
}

function plainNumber(decimal: ',' | '.'): (field: string) => string {
  if (decimal === '.') return (field) => field;
  return (field) => (/^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(field) ? field.replace(',', '.') : field);
}
