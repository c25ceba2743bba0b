import { isProblem } from '#shared/problem.ts';
import { readChunk } from '../../../formats/parquet/chunk.ts';
import { acceptedTypes, kindOf, typeName } from '../../../formats/parquet/column-type.ts';
import { looksLikeParquet, readFooter, type Footer } from '../../../formats/parquet/footer.ts';
import { readPages } from '../../../formats/parquet/pages.ts';
import { refusalsFor, type Refusals } from '../../../formats/refusals.ts';
import type { ImportedFile, Importer } from '../../table/importer.ts';
import { quote } from '../quote.ts';
import { mostColumns, mostTableBytes, tableName, tellProgress } from '../reading.ts';
import { columnBuilder, type ColumnBuilder } from './column-builder.ts';

/** A table that compresses well is larger than its file: up to this, and 1,032 times the file. */
const smallTable = 2 ** 26;
const mostRatio = 1032;

/**
 * Parquet: a column of numbers, booleans, dates (days since 1970) or texts each. What is null, and NaN, is missing;
 * infinity is refused, and so is a nested column, by its name. A page is unpacked at a time.
 */
export const parquetImporter: Importer = {
  format: 'Parquet',
  endings: ['.parquet', '.pq'],
  recognises: looksLikeParquet,
  async read(file) {
    const refusals = refusalsFor(file.name, this.format, this.endings);
    const footer = readFooter(file.source, refusals);
    const builders = startColumns(footer, file, refusals);
    let before = 0;
    for (const [done, group] of footer.groups.entries()) {
      const rows = Number(group.num_rows);
      for (const [k, builder] of builders.entries()) {
        readColumn({ file, footer, group, column: k, before, refusals }, builder);
        await tellProgress(file, (done + (k + 1) / builders.length) / footer.groups.length);
      }
      before += rows;
    }
    return {
      name: tableName(file.name),
      rows: footer.rows,
      columns: builders.map((builder) => builder.finish()),
    };
  },
};

function startColumns(
  { columns, rows, groups }: Footer,
  { source }: ImportedFile,
  refusals: Refusals,
): ColumnBuilder[] {
  if (columns.length > mostColumns)
    throw refusals.tooLarge('"schema"', columns.length, mostColumns, 'columns');
  const inGroups = groups.reduce((sum, group) => sum + Math.max(0, Number(group.num_rows)), 0);
  if (inGroups !== rows) throw refusals.damaged('"schema"', `${rows} rows, ${inGroups} in groups,`);
  if (rows === 0 || columns.length === 0) throw refusals.empty();
  const kinds = columns.map((element) => {
    const kind = kindOf(element);
    if (kind === undefined) throw refusals.unsupported(quote(element.name), typeName(element), acceptedTypes);
    return kind;
  });
  const bytes = kinds.reduce((sum, kind) => sum + rows * (kind === 'number' ? 8 : 4), 0);
  const most = Math.min(mostTableBytes, smallTable + mostRatio * source.size);
  if (bytes > most) throw refusals.tooLarge('"schema"', bytes, most, 'bytes');
  return columns.map(({ name }, k) => columnBuilder(kinds[k] ?? 'text', name, rows, quote(name), refusals));
}

interface ColumnPlace {
  file: ImportedFile;
  footer: Footer;
  group: Footer['groups'][number];
  column: number;
  /** Rows of the groups before. */
  before: number;
  refusals: Refusals;
}

function readColumn(
  { file, footer, group, column, before, refusals }: ColumnPlace,
  builder: ColumnBuilder,
): void {
  const element = footer.columns[column];
  if (element === undefined) return;
  const place = quote(element.name);
  try {
    const chunk = readChunk(
      file.source,
      group.columns[column],
      element,
      Number(group.num_rows),
      place,
      refusals,
    );
    let row = before;
    for (const page of readPages(chunk, place, refusals)) {
      builder.add(page, row);
      row += page.rows;
    }
  } catch (error) {
    if (isProblem(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw refusals.damaged(place, `its data (${reason.slice(0, 120)})`);
  }
}
