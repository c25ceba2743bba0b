/**
 * The heart of every product: 4 × 8 sums in registers. For each p of the depth, 4 numbers of the left panel meet
 * 8 of the right. Each sum starts from the number at its place in `start` and adds the products in the order of p,
 * multiplication and addition rounded apart, so its bytes do not depend on how the product is cut into tiles.
 */
export function multiplyTile(
  left: usize,
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
  const end = right + (<usize>depth << 5);
  const twos = right + ((<usize>depth & ~1) << 5);
  while (right < twos) {
    let r0 = v128.load(right);
    let r1 = v128.load(right, 16);
    let l = v128.load32_splat(left);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 4);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 8);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 12);
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    r0 = v128.load(right, 32);
    r1 = v128.load(right, 48);
    l = v128.load32_splat(left, 16);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 20);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 24);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 28);
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    left += 32;
    right += 64;
  }
  if (right < end) {
    const r0 = v128.load(right);
    const r1 = v128.load(right, 16);
    let l = v128.load32_splat(left);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 4);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 8);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 12);
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
