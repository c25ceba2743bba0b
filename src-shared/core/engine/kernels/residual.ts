import { largerSize, largestLane } from './finite';
import { loadUpTo, storeUpTo } from './lanes';

/**
 * to = to + from for `count` numbers: A_k onto Z on the way forward, dZ onto dA_k on the way back.
 * @returns the largest size of the sums
 */
export function addTo(to: usize, from: usize, count: i32): u32 {
  let sizes = i32x4.splat(0);
  for (let left = count; left > 0; left -= 4, to += 16, from += 16) {
    const sum = f32x4.add(loadUpTo(to, left), loadUpTo(from, left));
    sizes = largerSize(sizes, sum);
    storeUpTo(to, sum, left);
  }
  return largestLane(sizes);
}
