import { allButSign } from './constants';

/**
 * The size of a float32 as an integer: its bits without the sign. Sizes order as the numbers do, infinity is
 * INFINITE and NaN lies above it, so one integer maximum tells whether all of many numbers are finite.
 */
export const INFINITE: u32 = 0x7f800000;

/** The larger of two sizes lane by lane, the second being that of a float. */
@inline
export function largerSize(sizes: v128, values: v128): v128 {
  return i32x4.max_u(sizes, v128.and(values, allButSign()));
}

@inline
export function largestLane(sizes: v128): u32 {
  const halves = i32x4.max_u(sizes, i32x4.shuffle(sizes, sizes, 2, 3, 0, 1));
  return max(<u32>i32x4.extract_lane(halves, 0), <u32>i32x4.extract_lane(halves, 1));
}

/** Keeps the largest size seen in a field of a layer. */
@inline
export function noteSize(field: usize, size: u32): void {
  if (size > load<u32>(field)) store<u32>(field, size);
}
