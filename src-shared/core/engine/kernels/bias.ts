import { loadSome, storeSome } from './lanes';

/** Σ over m rows, n numbers apart, of their first `count` numbers, each summed in the order of the rows. */
export function sumRows(src: usize, m: i32, n: i32, count: i32, out: usize): void {
  const rowStep = <usize>n << 2;
  let j = 0;
  for (; j + 16 <= count; j += 16) {
    let at = src + (<usize>j << 2);
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (let i = 0; i < m; i++, at += rowStep) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
    }
    const to = out + (<usize>j << 2);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; j < count; j += 4) {
    const rest = count - j;
    let at = src + (<usize>j << 2);
    let sum = f32x4.splat(0);
    // Lanes beyond the row add numbers of no meaning and are not stored.
    for (let i = 0; i < m; i++, at += rowStep) sum = f32x4.add(sum, v128.load(at));
    const to = out + (<usize>j << 2);
    if (rest >= 4) v128.store(to, sum);
    else storeSome(to, sum, rest);
  }
}
