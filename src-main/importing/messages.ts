import type { CsvChoices, Outlook, TablePreview } from '#shared/contract/imports.ts';
import type { Preparation } from '#shared/contract/preparation.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { PackedTable } from '../datasets/table/pack-table.ts';
import type { StoreFailure } from '../store/messages.ts';

/** What an import thread is started with: a file that it reads when it is told to, or a table that was kept. */
export type ImportJob =
  | { from: 'file'; file: string; fileName: string }
  | { from: 'table'; table: PackedTable; preparation: Preparation };

/** What a thread can be asked, one after the other. */
export interface ImportTasks {
  read: { ask: { choices: CsvChoices }; result: TablePreview };
  foresee: { ask: { preparation: Preparation }; result: Outlook };
  prepare: { ask: { preparation: Preparation }; result: PreparedImport };
}

/** X, Y and the packed columns lie in memory that crosses without a copy. */
export interface PreparedImport {
  dataset: Dataset;
  table: PackedTable;
  preparation: Preparation;
}

export type ImportTask = keyof ImportTasks;

export type ImportRequest = { [T in ImportTask]: { task: T } & ImportTasks[T]['ask'] }[ImportTask];

export type ImportAnswer =
  | { type: 'progress'; share: number; bytesPerSecond: number }
  | { type: 'done'; result: unknown }
  | { type: 'failed'; error: StoreFailure };
