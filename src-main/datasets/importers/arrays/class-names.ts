import type { StoredArray, StoredWords } from '../../../formats/stored-array.ts';
import type { TableColumn } from '../../table/table.ts';

const mostClasses = 10_000;

/** The array that says what the classes are called, such as `list_classes`. */
export function findClassNames(arrays: readonly StoredArray[]): StoredWords | undefined {
  return arrays.find(
    (array): array is StoredWords =>
      array.kind === 'words' &&
      array.shape.length === 1 &&
      (array.shape[0] ?? 0) <= mostClasses &&
      /class|categor|(?:label|target)_?names/i.test(array.name),
  );
}

/** Labels 0, 1, … of the column that holds them become the classes of these names; where none does, nothing changes. */
export function nameClasses(columns: readonly TableColumn[], names: readonly string[]): TableColumn[] {
  const labels = columns.find(
    (column) =>
      column.kind === 'number' &&
      /^(?:y|labels?|targets?|class(?:es)?)$/i.test(column.name) &&
      column.values.every((value) => Number.isInteger(value) && value >= 0 && value < names.length),
  );
  if (labels?.kind !== 'number' || new Set(names).size < names.length) return [...columns];
  const named: TableColumn = {
    kind: 'category',
    name: labels.name,
    codes: Int32Array.from(labels.values),
    categories: [...names],
  };
  return columns.map((column) => (column === labels ? named : column));
}
