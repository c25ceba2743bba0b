/**
 * Between the lay-out of the buffers and that of the course. A buffer of n units for m examples is sample-major,
 * entry (j, i) at i * n + j; the course writes the same numbers as n rows of m columns, entry (j, i) at j * m + i.
 */

/** (n, m) sample-major → (n, m) row by row, in a new array of the same kind. */
export function toCourseOrder<T extends Float32Array | Float64Array>(values: T, n: number): T {
  return transpose(values, n > 0 ? values.length / n : 0, n);
}

/** (n, m) row by row → (n, m) sample-major, in a new array of the same kind. */
export function toSampleMajor<T extends Float32Array | Float64Array>(values: T, n: number): T {
  return transpose(values, n, n > 0 ? values.length / n : 0);
}

function transpose<T extends Float32Array | Float64Array>(values: T, rows: number, columns: number): T {
  const transposed = values.slice() as T;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      transposed[column * rows + row] = values[row * columns + column]!;
  return transposed;
}
