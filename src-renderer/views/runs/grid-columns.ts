import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
  type RowData,
} from '@tanstack/svelte-table';

/** A column by which the rows of a grid can be sorted. */
export interface GridColumn<T> {
  /** Its name stands in the message `runs_column_…` or `trash_column_…`. */
  id: string;
  /** What the column sorts by; undefined, where a row has no such value, comes last in either direction. */
  value: (row: T) => string | number | undefined;
  numeric: boolean;
  /** Whether the first click puts the highest first. */
  highestFirst?: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Ascending; text as a person counts, so that "spirals 2" stands before "spirals 10". */
export function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

export const gridFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

export function columnDefs<T extends RowData>(
  columns: readonly GridColumn<T>[],
): ColumnDef<typeof gridFeatures, T>[] {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: column.value,
    sortUndefined: 'last',
    sortDescFirst: column.highestFirst ?? false,
    sortFn: (a, b, id) => compareValues(a.getValue(id), b.getValue(id)),
  }));
}
