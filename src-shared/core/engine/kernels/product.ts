import { loadSome, storeSome } from './lanes';
import { packColumns4, packColumns8, packTransposed } from './pack';
import { multiplyTile } from './tile';

/** Depth of one pass: a right panel of it and a left one lie in the first-level cache together. */
const PASS: i32 = 384;

/** Rows of a block, whose left panels lie in the second-level cache. The plan sets memory aside for them. */
export const BLOCK_ROWS: i32 = 64;

/** The right panels of rows (columns × depth), row-major: right operand of Z = A_prev Wᵀ. */
export function packRightRows(src: usize, columns: i32, depth: i32, dst: usize): void {
  const rowStep = <usize>depth << 2;
  for (let p = 0; p < depth; p += PASS) {
    const pass = min(PASS, depth - p);
    for (let j = 0; j < columns; j += 8) {
      const from = src + <usize>j * rowStep + (<usize>p << 2);
      packTransposed(from, rowStep, min(4, columns - j), pass, dst, 32);
      if (columns - j > 4) packTransposed(from + 4 * rowStep, rowStep, min(4, columns - j - 4), pass, dst + 16, 32);
      dst += <usize>pass << 5;
    }
  }
}

/** The right panels of (depth × columns), row-major: right operand of dA_prev = dZ W and of dW = dZᵀ A_prev. */
export function packRightColumns(src: usize, columns: i32, depth: i32, dst: usize): void {
  const rowStep = <usize>columns << 2;
  for (let p = 0; p < depth; p += PASS) {
    const pass = min(PASS, depth - p);
    for (let j = 0; j < columns; j += 8) {
      packColumns8(src + <usize>p * rowStep + (<usize>j << 2), rowStep, pass, dst);
      dst += <usize>pass << 5;
    }
  }
}

/** The left panels of rows (rows × depth), row-major. */
export function packLeftRows(src: usize, rows: i32, depth: i32, dst: usize): void {
  const rowStep = <usize>depth << 2;
  for (let i = 0; i < rows; i += 4) {
    packTransposed(src + <usize>i * rowStep, rowStep, min(4, rows - i), depth, dst, 16);
    dst += <usize>depth << 4;
  }
}

/** The left panels of `rows` columns of a row-major matrix whose rows are rowStep bytes apart. */
export function packLeftColumns(src: usize, rowStep: usize, rows: i32, depth: i32, dst: usize): void {
  for (let i = 0; i < rows; i += 4) {
    packColumns4(src + (<usize>i << 2), rowStep, depth, dst);
    dst += <usize>depth << 4;
  }
}

/**
 * out (rows × columns), row-major = first row + left · right. `first` holds at least the columns rounded up to 8,
 * and is what every row starts from: the bias, or zeros. `edge` is room for one tile.
 */
export function multiplyPanels(
  left: usize,
  right: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  first: usize,
  out: usize,
  edge: usize,
): void {
  const outStep = <usize>columns << 2;
  for (let p = 0; p < depth; p += PASS) {
    const pass = min(PASS, depth - p);
    for (let j = 0; j < columns; j += 8) {
      let target = out + (<usize>j << 2);
      let leftPanel = left + (<usize>p << 4);
      for (let i = 0; i < rows; i += 4) {
        const start = p > 0 ? target : first + (<usize>j << 2);
        const startStep = p > 0 ? outStep : 0;
        if (rows - i >= 4 && columns - j >= 8)
          multiplyTile(leftPanel, right, pass, start, startStep, target, outStep);
        else {
          multiplyTile(leftPanel, right, pass, start, startStep, edge, 32);
          copyEdge(edge, min(4, rows - i), min(8, columns - j), target, outStep);
        }
        leftPanel += <usize>depth << 4;
        target += outStep << 2;
      }
      right += <usize>pass << 5;
    }
  }
}

function copyEdge(edge: usize, rows: i32, columns: i32, out: usize, outStep: usize): void {
  for (let i = 0; i < rows; i++) {
    if (columns >= 4) v128.store(out, v128.load(edge));
    const rest = columns & 3;
    const done = <usize>(columns & 4) << 2;
    if (columns == 8) v128.store(out, v128.load(edge, 16), 16);
    else if (rest > 0) storeSome(out + done, loadSome(edge + done, rest), rest);
    edge += 32;
    out += outStep;
  }
}
