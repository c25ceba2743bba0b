import type { Preparation } from '#shared/contract/preparation.ts';
import type { Table } from '../table/table.ts';
import { partNumber } from './split-named.ts';

/** How a column is called that importers make of the parts that a file keeps apart. */
const partColumn = 'part';

/**
 * The choices with what follows from the table where nothing was chosen: the target is the last column; a file that keeps
 * its parts apart stays divided so, and the name of the part is no input.
 */
export function settle(table: Table, preparation: Preparation): Preparation {
  const parts = findParts(table);
  const isParted =
    parts !== undefined && preparation.split === undefined && preparation.target !== partColumn;
  const last = table.columns.findLast((column) => !isParted || column !== parts)?.name;
  const { out = [] } = preparation;
  return {
    ...(last === undefined ? {} : { target: last }),
    ...preparation,
    ...(isParted ? { split: { kind: 'column', column: partColumn } } : {}),
    ...(isParted && !out.includes(partColumn) ? { out: [...out, partColumn] } : {}),
  };
}

/** A text has no such column but by its author's choice, and its columns are what they are called. */
function findParts({ columns, dialect }: Table) {
  if (dialect !== undefined) return undefined;
  return columns.find(
    (column) =>
      column.kind === 'category' &&
      column.name === partColumn &&
      column.categories.every((word) => partNumber(word) !== undefined),
  );
}
