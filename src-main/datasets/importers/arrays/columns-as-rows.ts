import type { NumberValues, StoredArray, StoredNumbers } from '../../../formats/stored-array.ts';

/**
 * Arrays in the lecture's orientation, X (n_0, m) and Y (n_L, m), where every column is an example: those that share
 * their last dimension while no two share their first come back with their axes exchanged. All others stay as they are.
 */
export function columnsAsRows(arrays: readonly StoredArray[]): StoredArray[] {
  const firsts = arrays.map(({ shape }) => shape[0]);
  const flat = arrays.filter((array) => array.kind === 'numbers' && array.shape.length === 2);
  const lasts = flat.map(({ shape }) => shape[1]);
  const examples = lasts.find((last, k) => lasts.indexOf(last) < k);
  if (examples === undefined || new Set(firsts).size < firsts.length) return [...arrays];
  return arrays.map((array) =>
    array.kind === 'numbers' && array.shape.length === 2 && array.shape[1] === examples ? turn(array) : array,
  );
}

function turn(array: StoredNumbers): StoredNumbers {
  const [rows = 0, columns = 0] = array.shape;
  return { ...array, shape: [columns, rows], read: () => transpose(array.read(), rows, columns) };
}

function transpose(values: NumberValues, rows: number, columns: number): NumberValues {
  const turned = values.slice();
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column] ?? 0;
  return turned;
}
