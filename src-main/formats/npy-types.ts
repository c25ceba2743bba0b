/** The number types of NumPy that are read, by kind and bytes as a header names them without its byte order. */
export interface NumpyType {
  name: string;
  size: number;
  allocate: (count: number) => NumpyValues;
  read: (view: DataView, at: number, littleEndian: boolean) => number;
}

export type NumpyValues =
  Float64Array | Float32Array | Int32Array | Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array;

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
    i1: {
      name: 'int8',
      size: 1,
      allocate: (count) => new Int8Array(count),
      read: (view, at) => view.getInt8(at),
    },
    i2: {
      name: 'int16',
      size: 2,
      allocate: (count) => new Int16Array(count),
      read: (view, at, littleEndian) => view.getInt16(at, littleEndian),
    },
    u2: {
      name: 'uint16',
      size: 2,
      allocate: (count) => new Uint16Array(count),
      read: (view, at, littleEndian) => view.getUint16(at, littleEndian),
    },
    u4: {
      name: 'uint32',
      size: 4,
      allocate: (count) => new Uint32Array(count),
      read: (view, at, littleEndian) => view.getUint32(at, littleEndian),
    },
    u8: {
      name: 'uint64',
      size: 8,
      allocate: (count) => new Float64Array(count),
      read: (view, at, littleEndian) => Number(view.getBigUint64(at, littleEndian)),
    },
    f2: {
      name: 'float16',
      size: 2,
      allocate: (count) => new Float32Array(count),
      read: (view, at, littleEndian) => halfToNumber(view.getUint16(at, littleEndian)),
    },
  } satisfies Record<string, NumpyType>),
);

export const numpyTypeNames = [...numpyTypes.values()].map(({ name }) => name).join(', ');

/** IEEE 754 binary16 from its bits. */
export function halfToNumber(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
