import { readNpyHeader } from './npy-header.ts';
import type { NumpyValues } from './npy-types.ts';
import type { RefuseNpz } from './npz-problem.ts';

/** An array of NumPy; `values` lie in C order (the last axis runs fastest), whatever order the file has. */
export interface NumpyArray {
  shape: readonly number[];
  values: NumpyValues;
}

/** An array to write; it becomes float32 or float64. */
export interface FloatArray {
  shape: readonly number[];
  values: Float32Array | Float64Array;
}

/**
 * Reads one array. int64 becomes float64, bool 0 or 1.
 *
 * @param place names the array in what is said about it
 * @throws ProblemError npz.invalid
 */
export function readNpy(bytes: Uint8Array, place: string, refuse: RefuseNpz): NumpyArray {
  const { type, littleEndian, fortranOrder, shape, count, start } = readNpyHeader(bytes, place, refuse);
  const found = bytes.length - start;
  if (found !== count * type.size)
    throw refuse(
      place,
      `${found} bytes of numbers`,
      `shape (${shape.join(', ')}) of ${type.name} needs ${count * type.size}`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, found);
  const values = type.allocate(count);
  for (let i = 0; i < count; i++) {
    const value = type.read(view, i * type.size, littleEndian);
    if (type.name.endsWith('int64') && !Number.isSafeInteger(value))
      throw refuse(
        place,
        `the whole number ${type.name === 'int64' ? view.getBigInt64(i * 8, littleEndian) : view.getBigUint64(i * 8, littleEndian)}`,
        'up to 2^53 − 1 is accepted',
      );
    values[i] = value;
  }
  return { shape, values: fortranOrder ? toRowMajor(values, shape) : values };
}

/** Version 1.0, little-endian, C order; what `numpy.load` reads. */
export function writeNpy({ shape, values }: FloatArray): Uint8Array {
  const descr = values instanceof Float32Array ? '<f4' : '<f8';
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  // NumPy aligns the numbers to 64 bytes, so that the file can be mapped into memory.
  const start = Math.ceil((10 + header.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start + values.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  view.setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(start - 11)}\n`), 10);
  values.forEach((value, index) => {
    if (values instanceof Float32Array) view.setFloat32(start + 4 * index, value, true);
    else view.setFloat64(start + 8 * index, value, true);
  });
  return bytes;
}

/** From Fortran order, where the first axis runs fastest, to C order. */
function toRowMajor(values: NumpyValues, shape: readonly number[]): NumpyValues {
  const rowMajor = values.slice();
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < rowMajor.length; to++) {
    rowMajor[to] = values[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      const size = shape[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      from += stride;
      index[axis] = next === size ? 0 : next;
      if (next < size) break;
      from -= stride * size;
    }
  }
  return rowMajor;
}
