/**
 * 4 × 16 sums, as `multiply4x8`: eight pairs of vectors, enough for a machine that pairs them into 256 bits to hide
 * the addition's latency, and too many registers for one that does not.
 */
@inline
export function multiply4x16<T>(
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
  let s02 = v128.load(start, 32);
  let s03 = v128.load(start, 48);
  start += startStep;
  let s10 = v128.load(start);
  let s11 = v128.load(start, 16);
  let s12 = v128.load(start, 32);
  let s13 = v128.load(start, 48);
  start += startStep;
  let s20 = v128.load(start);
  let s21 = v128.load(start, 16);
  let s22 = v128.load(start, 32);
  let s23 = v128.load(start, 48);
  start += startStep;
  let s30 = v128.load(start);
  let s31 = v128.load(start, 16);
  let s32 = v128.load(start, 32);
  let s33 = v128.load(start, 48);
  const end = right + <usize>depth * 64;
  const twos = right + <usize>(depth & ~1) * 64;
  while (right < twos) {
    let r0 = v128.load(right);
    let r1 = v128.load(right, 16);
    let r2 = v128.load(right, 32);
    let r3 = v128.load(right, 48);
    let l = v128.load32_splat(left0);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    s02 = f32x4.add(s02, f32x4.mul(l, r2));
    s03 = f32x4.add(s03, f32x4.mul(l, r3));
    l = v128.load32_splat(left1);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    s12 = f32x4.add(s12, f32x4.mul(l, r2));
    s13 = f32x4.add(s13, f32x4.mul(l, r3));
    l = v128.load32_splat(left2);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    s22 = f32x4.add(s22, f32x4.mul(l, r2));
    s23 = f32x4.add(s23, f32x4.mul(l, r3));
    l = v128.load32_splat(left3);
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    s32 = f32x4.add(s32, f32x4.mul(l, r2));
    s33 = f32x4.add(s33, f32x4.mul(l, r3));
    r0 = v128.load(right, 64);
    r1 = v128.load(right, 80);
    r2 = v128.load(right, 96);
    r3 = v128.load(right, 112);
    l = v128.load32_splat(left0, sizeof<T>());
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    s02 = f32x4.add(s02, f32x4.mul(l, r2));
    s03 = f32x4.add(s03, f32x4.mul(l, r3));
    l = v128.load32_splat(left1, sizeof<T>());
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    s12 = f32x4.add(s12, f32x4.mul(l, r2));
    s13 = f32x4.add(s13, f32x4.mul(l, r3));
    l = v128.load32_splat(left2, sizeof<T>());
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    s22 = f32x4.add(s22, f32x4.mul(l, r2));
    s23 = f32x4.add(s23, f32x4.mul(l, r3));
    l = v128.load32_splat(left3, sizeof<T>());
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    s32 = f32x4.add(s32, f32x4.mul(l, r2));
    s33 = f32x4.add(s33, f32x4.mul(l, r3));
    left0 += 2 * sizeof<T>();
    left1 += 2 * sizeof<T>();
    left2 += 2 * sizeof<T>();
    left3 += 2 * sizeof<T>();
    right += 128;
  }
  if (right < end) {
    let r0 = v128.load(right);
    let r1 = v128.load(right, 16);
    let r2 = v128.load(right, 32);
    let r3 = v128.load(right, 48);
    let l = v128.load32_splat(left0);
    s00 = f32x4.add(s00, f32x4.mul(l, r0));
    s01 = f32x4.add(s01, f32x4.mul(l, r1));
    s02 = f32x4.add(s02, f32x4.mul(l, r2));
    s03 = f32x4.add(s03, f32x4.mul(l, r3));
    l = v128.load32_splat(left1);
    s10 = f32x4.add(s10, f32x4.mul(l, r0));
    s11 = f32x4.add(s11, f32x4.mul(l, r1));
    s12 = f32x4.add(s12, f32x4.mul(l, r2));
    s13 = f32x4.add(s13, f32x4.mul(l, r3));
    l = v128.load32_splat(left2);
    s20 = f32x4.add(s20, f32x4.mul(l, r0));
    s21 = f32x4.add(s21, f32x4.mul(l, r1));
    s22 = f32x4.add(s22, f32x4.mul(l, r2));
    s23 = f32x4.add(s23, f32x4.mul(l, r3));
    l = v128.load32_splat(left3);
    s30 = f32x4.add(s30, f32x4.mul(l, r0));
    s31 = f32x4.add(s31, f32x4.mul(l, r1));
    s32 = f32x4.add(s32, f32x4.mul(l, r2));
    s33 = f32x4.add(s33, f32x4.mul(l, r3));
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s02, 32);
  v128.store(out, s03, 48);
  out += outStep;
  v128.store(out, s10);
  v128.store(out, s11, 16);
  v128.store(out, s12, 32);
  v128.store(out, s13, 48);
  out += outStep;
  v128.store(out, s20);
  v128.store(out, s21, 16);
  v128.store(out, s22, 32);
  v128.store(out, s23, 48);
  out += outStep;
  v128.store(out, s30);
  v128.store(out, s31, 16);
  v128.store(out, s32, 32);
  v128.store(out, s33, 48);
}
