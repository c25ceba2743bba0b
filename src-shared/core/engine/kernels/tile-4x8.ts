/**
 * 4 × 8 sums in registers: for each p of the depth, 4 numbers of the left operand meet 8 of the right. Each sum
 * starts from the number at its place in `start` and adds the products in the order of p, multiplication and addition
 * rounded apart, so its bytes do not depend on how the product is cut into tiles.
 *
 * Number p of left row r lies p times the size of T from left<r>: T is f32 along a row, v128 along a panel of four rows.
 * Those of the right operand follow each other in a panel.
 */
@inline
export function multiply4x8<T>(
  left0: usize,
  left1: usize,
  left2: usize,
  left3: usize,
  right: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  out: usize,
  outStep: usize,
): void {
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  start += startStep;
  let s10 = v128.load(start);
  let s11 = v128.load(start, 16);
  start += startStep;
  let s20 = v128.load(start);
  let s21 = v128.load(start, 16);
  start += startStep;
  let s30 = v128.load(start);
  let s31 = v128.load(start, 16);
  const end = right + <usize>depth * 32;
  const twos = right + <usize>(depth & ~1) * 32;
  while (right < twos) {
    let r0 = v128.load(right);
    let r1 = v128.load(right, 16);
    let l = v128.load32_splat(left0);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    l = v128.load32_splat(left1);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    l = v128.load32_splat(left2);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    l = v128.load32_splat(left3);
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    r0 = v128.load(right, 32);
    r1 = v128.load(right, 48);
    l = v128.load32_splat(left0, sizeof<T>());
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    l = v128.load32_splat(left1, sizeof<T>());
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    l = v128.load32_splat(left2, sizeof<T>());
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    l = v128.load32_splat(left3, sizeof<T>());
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    left0 += 2 * sizeof<T>();
    left1 += 2 * sizeof<T>();
    left2 += 2 * sizeof<T>();
    left3 += 2 * sizeof<T>();
    right += 64;
  }
  if (right < end) {
    let r0 = v128.load(right);
    let r1 = v128.load(right, 16);
    let l = v128.load32_splat(left0);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    l = v128.load32_splat(left1);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    l = v128.load32_splat(left2);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    l = v128.load32_splat(left3);
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  out += outStep;
  v128.store(out, s10);
  v128.store(out, s11, 16);
  out += outStep;
  v128.store(out, s20);
  v128.store(out, s21, 16);
  out += outStep;
  v128.store(out, s30);
  v128.store(out, s31, 16);
}
