/**
 * Panels: the operands of a product laid out in the order in which the tile reads them, so that it walks memory
 * forward whatever the shape. A panel holds, for each p of the depth, the 4 (left), 8 or 16 (right) numbers that meet
 * there. Beyond a ragged edge a panel holds numbers of no meaning, and the tile's results from them are not kept.
 */

/** 4 rows of a row-major matrix, p along the row, into dst: entry (p, r) at dst + p · step + 4 r. */
export function packTransposed(
  src: usize,
  rowStep: usize,
  rows: i32,
  depth: i32,
  dst: usize,
  step: usize,
): void {
  const row1 = rows > 1 ? src + rowStep : src;
  const row2 = rows > 2 ? src + 2 * rowStep : src;
  const row3 = rows > 3 ? src + 3 * rowStep : src;
  const end = (<usize>depth & ~3) << 2;
  let at: usize = 0;
  for (; at < end; at += 16) {
    const r0 = v128.load(src + at);
    const r1 = v128.load(row1 + at);
    const r2 = v128.load(row2 + at);
    const r3 = v128.load(row3 + at);
    const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
    const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
    const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
    v128.store(dst, i64x2.shuffle(low01, low23, 0, 2));
    v128.store(dst + step, i64x2.shuffle(low01, low23, 1, 3));
    v128.store(dst + 2 * step, i64x2.shuffle(high01, high23, 0, 2));
    v128.store(dst + 3 * step, i64x2.shuffle(high01, high23, 1, 3));
    dst += 4 * step;
  }
  for (const stop = <usize>depth << 2; at < stop; at += 4) {
    store<f32>(dst, load<f32>(src + at));
    store<f32>(dst, load<f32>(row1 + at), 4);
    store<f32>(dst, load<f32>(row2 + at), 8);
    store<f32>(dst, load<f32>(row3 + at), 12);
    dst += step;
  }
}

/** 4 columns of a row-major matrix, p down the column. */
export function packColumns4(src: usize, rowStep: usize, depth: i32, dst: usize): void {
  for (let p = 0; p < depth; p++) {
    v128.store(dst, v128.load(src));
    src += rowStep;
    dst += 16;
  }
}

/** 8 columns of a row-major matrix, p down the column. */
export function packColumns8(src: usize, rowStep: usize, depth: i32, dst: usize): void {
  for (let p = 0; p < depth; p++) {
    v128.store(dst, v128.load(src));
    v128.store(dst, v128.load(src, 16), 16);
    src += rowStep;
    dst += 32;
  }
}

/** 16 columns of a row-major matrix, p down the column. */
export function packColumns16(src: usize, rowStep: usize, depth: i32, dst: usize): void {
  for (let p = 0; p < depth; p++) {
    v128.store(dst, v128.load(src));
    v128.store(dst, v128.load(src, 16), 16);
    v128.store(dst, v128.load(src, 32), 32);
    v128.store(dst, v128.load(src, 48), 48);
    src += rowStep;
    dst += 64;
  }
}
