import { packColumns16, packColumns4, packColumns8, packTransposed } from './pack';

/** Depth of one pass: a right panel of it and four left rows lie in the first-level cache together. */
export const PASS: i32 = 256;

/** Columns of the panel that begins where `left` columns are left: 16 for the wide tiles while there are over 8. */
@inline
export function panelWidth(tile: i32, left: i32): i32 {
  return tile != 0 && left > 8 ? 16 : 8;
}

@inline
export function roundUpTo8(count: i32): i32 {
  return (count + 7) & ~7;
}

/**
 * The right panels `from` … `to` (in columns, multiples of 16) of rows (columns × depth), row-major: right operand of
 * V = A_prev Wᵀ. For each pass of the depth, panel after panel.
 */
export function packRightRows(
  tile: i32,
  src: usize,
  columns: i32,
  depth: i32,
  from: i32,
  to: i32,
  panels: usize,
): void {
  const rowStep = <usize>depth << 2;
  const padded = roundUpTo8(columns);
  for (let p = 0; p < depth; p += PASS) {
    const pass = min(PASS, depth - p);
    for (let j = from; j < to; ) {
      const width = panelWidth(tile, columns - j);
      const dst = panels + (<usize>(p * padded + j * pass) << 2);
      for (let k = 0; k < width && j + k < columns; k += 4)
        packTransposed(
          src + <usize>(j + k) * rowStep + (<usize>p << 2),
          rowStep,
          min(4, columns - j - k),
          pass,
          dst + (<usize>k << 2),
          <usize>width << 2,
        );
      j += width;
    }
  }
}

/** The same of (depth × columns), row-major: right operand of dA_prev = dV W and of dW = dVᵀ A_prev. */
export function packRightColumns(
  tile: i32,
  src: usize,
  columns: i32,
  depth: i32,
  from: i32,
  to: i32,
  panels: usize,
): void {
  const rowStep = <usize>columns << 2;
  const padded = roundUpTo8(columns);
  for (let p = 0; p < depth; p += PASS) {
    const pass = min(PASS, depth - p);
    for (let j = from; j < to; ) {
      const width = panelWidth(tile, columns - j);
      const dst = panels + (<usize>(p * padded + j * pass) << 2);
      const at = src + <usize>p * rowStep + (<usize>j << 2);
      if (width == 16) packColumns16(at, rowStep, pass, dst);
      else packColumns8(at, rowStep, pass, dst);
      j += width;
    }
  }
}

/** The left panels of `rows` columns of a row-major matrix whose rows are rowStep bytes apart. */
export function packLeftColumns(src: usize, rowStep: usize, rows: i32, depth: i32, dst: usize): void {
  for (let i = 0; i < rows; i += 4) {
    packColumns4(src + (<usize>i << 2), rowStep, depth, dst);
    dst += <usize>depth << 4;
  }
}
