import { readNpyHeaderOf, type NpyHeader, type ReadTypes } from './npy-header.ts';
import { numpyTypeNames, numpyTypes, type NumpyType } from './npy-types.ts';
import { findWords, type NumpyWords } from './npy-words.ts';
import { readNpy } from './npy.ts';
import type { RefuseNpz } from './npz-problem.ts';
import type { StoredArray } from './stored-array.ts';

type AnyType = NumpyType | NumpyWords;

const numbersAndWords: ReadTypes<AnyType> = {
  find: (code) => numpyTypes.get(code) ?? findWords(code),
  names: `${numpyTypeNames} and texts of fixed length (S, U)`,
};

export interface NpyBytes {
  name: string;
  /** Names the array in what is said about it. */
  place: string;
  /** The whole array, or enough from its start to hold its header. */
  head: Uint8Array;
  size: number;
  read: () => Uint8Array;
}

/**
 * One array of NumPy, numbers or texts, whose size is checked before its values are read.
 *
 * @throws ProblemError npz.invalid
 */
export function storedNpy({ name, place, head, size, read }: NpyBytes, refuse: RefuseNpz): StoredArray {
  const header = readNpyHeaderOf(head, place, refuse, numbersAndWords);
  const { type, shape, count, start } = header;
  if (size - start !== count * type.size)
    throw refuse(
      place,
      `${size - start} bytes of values`,
      `shape (${shape.join(', ')}) of this type needs ${count * type.size}`,
    );
  if (!('words' in type))
    return {
      kind: 'numbers',
      name,
      shape,
      isBytes: type.name === 'uint8',
      read: () => readNpy(read(), place, refuse).values,
    };
  if (header.fortranOrder && shape.length > 1)
    throw refuse(place, 'texts in Fortran order', 'C order is accepted for texts of several axes');
  return { kind: 'words', name, shape, read: () => readWords(read(), header, type) };
}

function readWords(bytes: Uint8Array, header: NpyHeader<AnyType>, type: NumpyWords): string[] {
  const { count, start, littleEndian } = header;
  return Array.from({ length: count }, (_, k) => type.read(bytes, start + k * type.size, littleEndian));
}
