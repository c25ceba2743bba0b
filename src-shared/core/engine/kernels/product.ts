import { loadSome, storeSome } from './lanes';
import { PASS, panelWidth, roundUpTo8 } from './panels';
import { multiply2x16 } from './tile-2x16';
import { multiply4x16 } from './tile-4x16';
import { multiply4x8 } from './tile-4x8';

/** Rows that are multiplied before what follows passes over them: they lie in the second-level cache together. */
export const BLOCK_ROWS: i32 = 64;

/** The tiles; a product has the same bytes with each. */
export const TILE_4x8: i32 = 0;
export const TILE_4x16: i32 = 1;
export const TILE_2x16: i32 = 2;

/**
 * out (rows × columns), row-major = first + left · right. `first` is the row that every row starts from, the bias or
 * zeros. The left operand is read row by row, each of `depth` numbers; `right` are panels of the tile's width.
 * `edge` is room for one tile.
 */
export function multiplyRows(
  tile: i32,
  left: usize,
  right: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  first: usize,
  out: usize,
  edge: usize,
): void {
  multiply(tile, false, left, right, rows, columns, depth, first, out, edge);
}

/** The same with the left operand in panels of four rows. */
export function multiplyPanels(
  tile: i32,
  left: usize,
  right: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  first: usize,
  out: usize,
  edge: usize,
): void {
  multiply(tile, true, left, right, rows, columns, depth, first, out, edge);
}

@inline
function multiply(
  tile: i32,
  isPanel: bool,
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
  const rowStep = <usize>depth << 2;
  const padded = roundUpTo8(columns);
  for (let p = 0; p < depth; p += PASS) {
    const pass = min(PASS, depth - p);
    let panel = right + (<usize>(p * padded) << 2);
    for (let j = 0; j < columns; ) {
      const width = panelWidth(tile, columns - j);
      let target = out + (<usize>j << 2);
      let row = isPanel ? left + (<usize>p << 4) : left + (<usize>p << 2);
      for (let i = 0; i < rows; i += 4) {
        const start = p > 0 ? target : first + (<usize>j << 2);
        const startStep = p > 0 ? outStep : 0;
        const isWhole = rows - i >= 4 && columns - j >= width;
        const to = isWhole ? target : edge;
        const toStep = isWhole ? outStep : <usize>64;
        // Beyond the last row the last row is read again; what comes of it is not kept.
        const step1 = rows - i > 1 ? rowStep : 0;
        const step2 = rows - i > 2 ? rowStep : 0;
        const step3 = rows - i > 3 ? rowStep : 0;
        if (isPanel) {
          if (width == 8) alongPanel4x8(row, panel, pass, start, startStep, to, toStep);
          else if (tile == TILE_4x16) alongPanel4x16(row, panel, pass, start, startStep, to, toStep);
          else alongPanel2x16(row, panel, pass, start, startStep, to, toStep);
        } else {
          const row1 = row + step1;
          const row2 = row1 + step2;
          const row3 = row2 + step3;
          if (width == 8) alongRows4x8(row, row1, row2, row3, panel, pass, start, startStep, to, toStep);
          else if (tile == TILE_4x16)
            alongRows4x16(row, row1, row2, row3, panel, pass, start, startStep, to, toStep);
          else {
            alongRows2x16(row, row1, panel, pass, start, startStep, to, toStep);
            alongRows2x16(row2, row3, panel, pass, start + 2 * startStep, startStep, to + 2 * toStep, toStep);
          }
        }
        if (!isWhole) copyEdge(edge, min(4, rows - i), min(width, columns - j), target, outStep);
        row += isPanel ? <usize>depth << 4 : rowStep << 2;
        target += outStep << 2;
      }
      panel += <usize>(pass * width) << 2;
      j += width;
    }
  }
}

function alongRows4x8(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  multiply4x8<f32>(row0, row1, row2, row3, right, depth, start, startStep, out, outStep);
}

function alongRows4x16(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  multiply4x16<f32>(row0, row1, row2, row3, right, depth, start, startStep, out, outStep);
}

function alongRows2x16(
  row0: usize,
  row1: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  multiply2x16<f32>(row0, row1, right, depth, start, startStep, out, outStep);
}

function alongPanel4x8(
  left: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  multiply4x8<v128>(left, left + 4, left + 8, left + 12, right, depth, start, startStep, out, outStep);
}

function alongPanel4x16(
  left: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  multiply4x16<v128>(left, left + 4, left + 8, left + 12, right, depth, start, startStep, out, outStep);
}

function alongPanel2x16(
  left: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  multiply2x16<v128>(left, left + 4, right, depth, start, startStep, out, outStep);
  start += 2 * startStep;
  multiply2x16<v128>(left + 8, left + 12, right, depth, start, startStep, out + 2 * outStep, outStep);
}

function copyEdge(edge: usize, rows: i32, columns: i32, out: usize, outStep: usize): void {
  for (let i = 0; i < rows; i++) {
    let j = 0;
    for (; j + 4 <= columns; j += 4) v128.store(out + (<usize>j << 2), v128.load(edge + (<usize>j << 2)));
    const rest = columns - j;
    if (rest > 0) storeSome(out + (<usize>j << 2), loadSome(edge + (<usize>j << 2), rest), rest);
    edge += 64;
    out += outStep;
  }
}
