/** The number types of NumPy that are read, by kind and bytes as a header names them without its byte order. */
export interface NumpyType {
  name: string;
  size: number;
  allocate: (count: number) => NumpyValues;
  read: (view: DataView, at: number, littleEndian: boolean) => number;
}

export type NumpyValues = Float64Array | Float32Array | Int32Array | Uint8Array;

export const numpyTypes: ReadonlyMap<string, NumpyType> = new Map(
  Object.entries({
    f4: {
      name: 'float32',
      size: 4,
      allocate: (count) => new Float32Array(count),
      read: (view, at, littleEndian) => view.getFloat32(at, littleEndian),
    },
    f8: {
      name: 'float64',
      size: 8,
      allocate: (count) => new Float64Array(count),
      read: (view, at, littleEndian) => view.getFloat64(at, littleEndian),
    },
    i4: {
      name: 'int32',
      size: 4,
      allocate: (count) => new Int32Array(count),
      read: (view, at, littleEndian) => view.getInt32(at, littleEndian),
    },
    i8: {
      name: 'int64',
      size: 8,
      allocate: (count) => new Float64Array(count),
      read: (view, at, littleEndian) => Number(view.getBigInt64(at, littleEndian)),
    },
    u1: {
      name: 'uint8',
      size: 1,
      allocate: (count) => new Uint8Array(count),
      read: (view, at) => view.getUint8(at),
    },
    b1: {
      name: 'bool',
      size: 1,
      allocate: (count) => new Uint8Array(count),
      read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
    },
  } satisfies Record<string, NumpyType>),
);

export const numpyTypeNames = [...numpyTypes.values()].map(({ name }) => name).join(', ');
