import type { Preparation } from '#shared/contract/preparation.ts';
import type { TablePreview } from '#shared/contract/imports.ts';

/** What a column of a table is for. */
export const columnRoles = ['input', 'target', 'out'] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** The last column where none was chosen. */
export function targetOf({ columns }: Pick<TablePreview, 'columns'>, { target }: Preparation): string {
  return target ?? columns.at(-1)?.name ?? '';
}

export function roleOf(column: string, target: string, { out = [] }: Preparation): ColumnRole {
  if (column === target) return 'target';
  return out.includes(column) ? 'out' : 'input';
}

/** The choices with another role for one column; the column that was the target becomes an input. */
export function withRole(
  preparation: Preparation,
  column: string,
  role: ColumnRole,
  target: string,
): Preparation {
  const others = (preparation.out ?? []).filter((name) => name !== column);
  if (role === 'target') return { ...otherTarget(preparation), target: column, out: others };
  // A table has one target: it is given to another column, not taken away.
  if (column === target) return preparation;
  return { ...preparation, out: role === 'out' ? [...others, column] : others };
}

/** What was found of the old target says nothing of another one. */
export function otherTarget(preparation: Preparation): Preparation {
  const { task: _task, classes: _classes, ...rest } = preparation;
  return rest;
}
