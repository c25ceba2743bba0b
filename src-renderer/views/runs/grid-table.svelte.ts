import { createTable, type RowData, type SortingState } from '@tanstack/svelte-table';
import { columnDefs, gridFeatures, type GridColumn } from './grid-columns.ts';

interface GridTableParts<T> {
  columns: readonly GridColumn<T>[];
  rows: () => readonly T[];
  sorting: () => SortingState;
  onSort: (sorting: SortingState) => void;
}

/** The rows of a grid in the order that its column names were pressed into. Made while a component is. */
export function createGridTable<T extends RowData>({ columns, rows, sorting, onSort }: GridTableParts<T>) {
  const table = createTable({
    features: gridFeatures,
    columns: columnDefs(columns),
    get data() {
      return rows() as T[];
    },
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: {
      get sorting() {
        return sorting();
      },
    },
    onSortingChange: (next) => onSort(next instanceof Function ? next(sorting()) : next),
  });
  return {
    /** Sorted. */
    get rows(): T[] {
      return table.getRowModel().rows.map((row) => row.original);
    },
    /** Sorts by a column, or by the one that it is sorted by the other way round. */
    toggle(column: string): void {
      table.getColumn(column)?.toggleSorting();
    },
  };
}
