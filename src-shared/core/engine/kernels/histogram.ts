/**
 * A histogram whose bins are the same for every tensor and every step, so that histograms can be added and laid side
 * by side: two bins for each power of two from 2^−32 to 2^16, one below and one above, for either sign.
 */

/** Bins of a sign. */
export const BINS: i32 = 98;

/** Exponent and first bit of the mantissa of 2^−32. */
const LOWEST: i32 = (127 - 32) << 1;

/**
 * Counts `count` numbers into 2 × 98 counters: those of the positive numbers, then those of the negative. The first
 * of either holds what is below 2^−32, 0 among it; the last what is 2^16 or more. NaN counts by its bits.
 */
export function countInto(at: usize, count: i32, counters: usize): void {
  for (const end = at + (<usize>count << 2); at < end; at += 4) {
    const bits = load<u32>(at);
    const place = <i32>((bits >> 22) & 0x1ff) - LOWEST + 1;
    const bin = max(0, min(BINS - 1, place)) + (bits >> 31 ? BINS : 0);
    const counter = counters + (<usize>bin << 2);
    store<u32>(counter, load<u32>(counter) + 1);
  }
}
