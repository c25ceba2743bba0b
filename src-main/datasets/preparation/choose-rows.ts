import type { Preparation } from '#shared/contract/preparation.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import type { TableColumn } from '../table/table.ts';
import { missesIn, type NamedTable } from './table-file.ts';

/**
 * The rows that become examples, rising: those without a gap in a column whose gaps cost the row, of these as many as
 * the subsample wants.
 *
 * @param used the inputs and the target
 */
export function chooseRows(
  { table }: NamedTable,
  used: readonly TableColumn[],
  target: TableColumn,
  { missing, subsample }: Preparation,
): Uint32Array {
  const policyOf = ({ name }: TableColumn) => missing?.columns?.[name]?.policy;
  const dropping = used
    .filter((column) => {
      const own = policyOf(column);
      // What is said of all columns is said of the inputs: no target is dropped unasked.
      return (own ?? (column === target ? undefined : missing?.all?.policy)) === 'dropRow';
    })
    .map(missesIn);
  const rows = new Uint32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row += 1)
    if (!dropping.some((misses) => misses(row))) rows[count++] = row;
  const whole = rows.slice(0, count);
  if (subsample === undefined || subsample.n >= count) return whole;
  createGenerator(subsample.seed).stream('subsample').shuffle(whole);
  return whole.slice(0, subsample.n).sort();
}
