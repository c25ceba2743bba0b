import { entry } from '#test/entry.ts';

/** Nested as the course writes it: rows, then columns. */
export type Matrix = number[][];

/** W, b, gamma and beta lie row by row. */
export const byRow = (matrix: Matrix) => Float64Array.from(matrix.flat());

/** X, Y, Z and A lie example by example. */
export const byColumn = (matrix: Matrix) =>
  Float64Array.from((matrix[0] ?? []).flatMap((_, i) => matrix.map((row) => entry(row, i))));
