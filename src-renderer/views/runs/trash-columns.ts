import type { TrashedRun } from '#shared/contract/trash.ts';
import type { GridColumn } from './grid-columns.ts';
import { runColumns, type RunColumnId } from './run-columns.ts';

/** What is still worth knowing of a run that was thrown away. */
const kept: readonly RunColumnId[] = ['name', 'status', 'data', 'network', 'devLoss', 'devQuality'];

export const trashColumns: readonly GridColumn<TrashedRun>[] = [
  ...runColumns
    .filter(({ id }) => kept.includes(id))
    .map((column) => ({ ...column, value: ({ run }: TrashedRun) => column.value(run) })),
  { id: 'trashedAt', value: ({ trashedAt }) => trashedAt, numeric: true, highestFirst: true },
  { id: 'bytes', value: ({ bytes }) => bytes, numeric: true, highestFirst: true },
];
