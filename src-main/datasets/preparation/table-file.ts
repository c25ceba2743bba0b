import { problem, type ProblemError } from '#shared/problem.ts';
import type { Table, TableColumn, UnreadFields } from '../table/table.ts';

/** A table and how it is called in what a person is told. */
export interface NamedTable {
  table: Table;
  file: string;
}

/** @throws ProblemError data.noTarget */
export function findColumn({ table, file }: NamedTable, name: string): TableColumn {
  const found = table.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw problem('data.noTarget', { file, target: name, columns: quoteNames(table) });
}

export function quoteNames({ columns }: Table): string {
  const most = 40;
  const names = columns.slice(0, most).map(({ name }) => `"${name}"`);
  return [...names, ...(columns.length > most ? [`… (${columns.length})`] : [])].join(', ');
}

/** Whether a row has nothing in a column. */
export function missesIn(column: TableColumn): (row: number) => boolean {
  if (column.kind === 'number') return (row) => Number.isNaN(column.values[row]);
  if (column.kind === 'category') return (row) => (column.codes[row] ?? -1) < 0;
  return () => false;
}

/** @throws ProblemError csv.textInNumber, csv.notDate */
export function refuseUnread({ file }: NamedTable, column: TableColumn): void {
  if (column.kind === 'number' && column.unread !== undefined)
    throw unreadProblem(file, column.name, column.unread, column.isDate === true);
}

function unreadProblem(file: string, column: string, unread: UnreadFields, isDate: boolean): ProblemError {
  const { line, value } = unread;
  return problem(isDate ? 'csv.notDate' : 'csv.textInNumber', { file, line, column, value });
}
