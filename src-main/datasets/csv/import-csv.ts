import type { ColumnType } from '#shared/contract/imports.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { bytesAsSource } from '../../formats/byte-source.ts';
import type { Dataset } from '../dataset.ts';
import { readCsv } from '../importers/csv/read-csv.ts';
import { prepareTable } from '../preparation/prepare-table.ts';
import type { Table } from '../table/table.ts';

export interface CsvOptions {
  /** The name of the column to predict; the last one where it is not given. */
  target?: string;
  /** Inferred from the target where it is not given. */
  task?: TaskKind;
}

/**
 * Reads a table of comma-, semicolon-, tab- or bar-separated values as a dataset, `source` being `dataset:HASH`.
 *
 * @param file the name of the file, for the dataset and for what is said about it
 * @throws ProblemError those of readCsv and prepareTable
 */
export function importCsv(text: string, file: string, options: CsvOptions = {}): Dataset {
  const source = bytesAsSource(Buffer.from(text, 'utf8'));
  const table = drain(readCsv(source, file));
  const types = typesForTask(table, options);
  return prepareTable(
    { table: types === null ? table : drain(readCsv(source, file, { types })), file },
    options,
  ).dataset;
}

/** A target whose classes are numbers but for some is read as words where classes are asked for; null: it is as it should be. */
export function typesForTask(table: Table, { target, task }: CsvOptions): Record<string, ColumnType> | null {
  const column =
    target === undefined ? table.columns.at(-1) : table.columns.find(({ name }) => name === target);
  if (task === undefined || task === 'regression' || column?.kind !== 'number') return null;
  return column.unread === undefined ? null : { [column.name]: 'category' };
}

function drain(reading: Generator<number, Table>): Table {
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}
