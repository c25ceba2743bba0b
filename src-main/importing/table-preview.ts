import type { TablePreview, TablePreviewColumn } from '#shared/contract/imports.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import { missesIn } from '../datasets/preparation/table-file.ts';
import type { TableOfFile } from '../datasets/table/pack-table.ts';
import type { Table, TableColumn } from '../datasets/table/table.ts';

const [rowsMost, cellsMost, textMost] = [100, 20_000, 80];

/** What a person sees of a table before they decide. A very wide table shows fewer rows. */
export function previewTable(
  { table, fileName, format }: TableOfFile,
  preparation: Preparation,
): TablePreview {
  const shown = Math.max(3, Math.min(rowsMost, Math.floor(cellsMost / table.columns.length)));
  return {
    fileName,
    format,
    rows: table.rows,
    columns: table.columns.map((column) => describe(column, table)),
    first: Array.from({ length: Math.min(shown, table.rows) }, (_, row) =>
      table.columns.map((column) => cellText(column, row)),
    ),
    dialect: table.dialect ?? null,
    preparation,
  };
}

function describe(column: TableColumn, { rows }: Table): TablePreviewColumn {
  const misses = missesIn(column);
  const unread = column.kind === 'number' ? (column.unread ?? null) : null;
  let missing = 0 - (unread?.count ?? 0);
  for (let row = 0; row < rows; row += 1) if (misses(row)) missing += 1;
  return {
    name: column.name,
    type: column.kind === 'number' && column.isDate ? 'date' : column.kind,
    shape: column.kind === 'block' ? column.shape : [],
    missing,
    words: column.kind === 'category' ? column.categories.length : null,
    unread,
  };
}

function cellText(column: TableColumn, row: number): string | null {
  if (missesIn(column)(row)) return null;
  if (column.kind === 'block') return column.shape.join(' × ');
  if (column.kind === 'category') return shorten(column.categories[column.codes[row] ?? -1] ?? '');
  const value = column.values[row] ?? Number.NaN;
  return column.isDate ? dateText(value) : String(Number(value.toPrecision(12)));
}

function shorten(text: string): string {
  return text.length > textMost ? `${text.slice(0, textMost)}…` : text;
}

function dateText(days: number): string {
  const moment = new Date(Math.round(days * 86_400_000));
  if (Number.isNaN(moment.getTime())) return String(days);
  const text = moment.toISOString();
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}
