import type { ColumnType, CsvChoices, CsvDialect } from '#shared/contract/imports.ts';
import { problem } from '#shared/problem.ts';
import type { ByteSource } from '../../../formats/byte-source.ts';
import type { Table } from '../../table/table.ts';
import { buildColumn, type ColumnBuilder } from './columns.ts';
import { guessEncoding, readUtf8 } from './encoding.ts';
import { CsvScanner } from './scanner.ts';
import {
  guessDecimal,
  guessDelimiterOf,
  guessHeader,
  guessTypes,
  readSample,
  type Sample,
} from './sample.ts';

interface Layout {
  dialect: CsvDialect;
  names: string[];
  types: ColumnType[];
  /** Bytes per row, for a guess at how many rows there are. */
  rowBytes: number;
}

/**
 * Reads a text of separated values as a table, yielding the share that is read now and then. Dialect and types are
 * guessed from the first records where they are not chosen; where the whole file then says that a column is of another
 * type (numbers where most of its fields are numbers, dates where all are), it is read once more.
 *
 * @param file its name, for what is said about it
 * @throws ProblemError file.binary, csv.…
 */
export function* readCsv(
  source: ByteSource,
  file: string,
  choices: CsvChoices = {},
): Generator<number, Table> {
  const layout = findLayout(source, file, choices);
  const { names, dialect } = layout;
  for (;;) {
    const builder = new TableBuilder(file, layout, source.size);
    yield* builder.read(source);
    const verdicts = builder.columns.map((column, at) => {
      const name = names[at] ?? '';
      return choices.types !== undefined && Object.hasOwn(choices.types, name)
        ? column.type
        : column.verdict();
    });
    if (verdicts.every((type, at) => type === layout.types[at])) return builder.finish(dialect);
    layout.types = verdicts;
  }
}

function findLayout(source: ByteSource, file: string, choices: CsvChoices): Layout {
  const encoding = choices.encoding ?? guessEncoding(source, file);
  const quote = choices.quote ?? '"';
  const delimiter = choices.delimiter ?? guessDelimiterOf(source, encoding);
  const sample = readSample(source, file, encoding, { delimiter, quote });
  const first = sample[0];
  if (first === undefined) throw problem('csv.empty', { file });
  refuseRagged(sample, file, first.fields.length);
  if (first.fields.length < 2) throw problem('csv.tooFewColumns', { file, found: first.fields.length });
  const decimal = choices.decimal ?? guessDecimal(sample, delimiter);
  const header = choices.header ?? guessHeader(sample, decimal);
  const names = first.fields.map((name, at) => (header && name !== '' ? name : `c${at + 1}`));
  refuseDuplicates(names, file, first.line);
  const rows = header ? sample.slice(1) : sample;
  const lastLength = sample.reduce((sum, { fields }) => sum + fields.join(' ').length + 1, 0);
  return {
    dialect: { encoding, delimiter, quote, decimal, header },
    names,
    types: guessTypes(rows, names, decimal, choices.types),
    rowBytes: Math.max(2, lastLength / sample.length) * (encoding.startsWith('utf-16') ? 2 : 1),
  };
}

class TableBuilder {
  readonly columns: ColumnBuilder[];
  readonly #file: string;
  readonly #layout: Layout;
  #lines: Uint32Array;
  #row = 0;
  #isBeforeHeader: boolean;

  constructor(file: string, layout: Layout, bytes: number) {
    const { names, types, dialect } = layout;
    const rows = Math.ceil((1.02 * bytes) / layout.rowBytes) + 16;
    const marks = { quote: dialect.quote, decimal: dialect.decimal.charCodeAt(0) };
    this.#file = file;
    this.#layout = layout;
    this.#lines = new Uint32Array(rows);
    this.#isBeforeHeader = dialect.header;
    this.columns = names.map((name, at) => buildColumn(types[at] ?? 'number', name, marks, rows));
  }

  *read(source: ByteSource): Generator<number> {
    const { dialect, names } = this.#layout;
    const { columns } = this;
    const expected = names.length;
    const scanner = new CsvScanner(this.#file, dialect, (record) => {
      const { count, line } = record;
      if (count !== expected) throw problem('csv.ragged', { file: this.#file, line, found: count, expected });
      if (this.#isBeforeHeader) {
        this.#isBeforeHeader = false;
        return;
      }
      const row = this.#row++;
      if (row >= this.#lines.length) this.#growLines();
      this.#lines[row] = line;
      for (let at = 0; at < expected; at += 1) columns[at]!.take(record, at, row);
    });
    let read = 0;
    for (const piece of readUtf8(source, dialect.encoding)) {
      if (piece.includes(0)) throw problem('file.binary', { file: this.#file });
      scanner.push(piece);
      yield Math.min(1, (read += piece.length) / source.size);
    }
    scanner.end();
    if (this.#row === 0) throw problem('csv.noRows', { file: this.#file });
  }

  finish(dialect: CsvDialect): Table {
    const rows = this.#row;
    return {
      name: this.#file.replace(/^.*[\\/]/, '').replace(/(.)\.[^.]*$/, '$1'),
      rows,
      columns: this.columns.map((column) => column.finish(rows)),
      lines: this.#lines.slice(0, rows),
      dialect,
    };
  }

  #growLines(): void {
    const larger = new Uint32Array(Math.ceil(1.3 * this.#row) + 64);
    larger.set(this.#lines);
    this.#lines = larger;
  }
}

function refuseRagged(sample: Sample, file: string, expected: number): void {
  for (const { fields, line } of sample)
    if (fields.length !== expected)
      throw problem('csv.ragged', { file, line, found: fields.length, expected });
}

function refuseDuplicates(names: readonly string[], file: string, line: number): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw problem('csv.duplicateColumn', { file, line, column: name });
    seen.add(name);
  }
}
