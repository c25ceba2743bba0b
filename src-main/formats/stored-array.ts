/** An array that lies in a file. Its shape is known and checked against the file; its values are read when asked for. */
export type StoredArray = StoredNumbers | StoredWords;

export type NumberValues =
  Float64Array | Float32Array | Int32Array | Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array;

export interface StoredNumbers extends Stored {
  kind: 'numbers';
  /** True of uint8, as images are kept. */
  isBytes: boolean;
  /** (product of the shape), in C order: the last axis runs fastest. */
  read(): NumberValues;
}

export interface StoredWords extends Stored {
  kind: 'words';
  /** (product of the shape), in C order. */
  read(): string[];
}

interface Stored {
  /** As the file calls it. */
  name: string;
  shape: readonly number[];
}
