import type { CsvChoices } from '#shared/contract/imports.ts';
import { readCsvFile } from '#main/datasets/importers/csv/csv.ts';
import type { Table } from '#main/datasets/table/table.ts';
import { bytesAsSource } from '#main/formats/byte-source.ts';

/** Reads a text, or its bytes, as the file t.csv. */
export function readText(content: string | Uint8Array, choices?: CsvChoices): Promise<Table> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const file = {
    name: 't.csv',
    source: bytesAsSource(bytes),
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  return readCsvFile(file, choices);
}

/** Each column as name, kind and values; words in place of codes. */
export function columnsOf(table: Table): unknown[] {
  return table.columns.map((column) => {
    if (column.kind === 'category')
      return [column.name, 'category', Array.from(column.codes, (code) => column.categories[code] ?? null)];
    const kind = column.kind === 'number' && column.isDate ? 'date' : column.kind;
    return [column.name, kind, Array.from(column.values)];
  });
}
