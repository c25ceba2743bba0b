/** The first `count` (1…3) numbers at an address, zero beyond: the rest of a row that four does not divide. */
export function loadSome(at: usize, count: i32): v128 {
  let values = v128.load_zero<u32>(at);
  if (count > 1) values = v128.load_lane<u32>(at, values, 1, 4);
  if (count > 2) values = v128.load_lane<u32>(at, values, 2, 8);
  return values;
}

/** Stores the first `count` (1…3) numbers and leaves what follows them alone. */
export function storeSome(at: usize, values: v128, count: i32): void {
  v128.store_lane<u32>(at, values, 0);
  if (count > 1) v128.store_lane<u32>(at, values, 1, 4);
  if (count > 2) v128.store_lane<u32>(at, values, 2, 8);
}

/** Four numbers, or the `left` that there are with zeros beyond. */
@inline
export function loadUpTo(at: usize, left: i32): v128 {
  return left >= 4 ? v128.load(at) : loadSome(at, left);
}

@inline
export function storeUpTo(at: usize, values: v128, left: i32): void {
  if (left >= 4) v128.store(at, values);
  else storeSome(at, values, left);
}

/** All bits of the lanes below `count`, none of the others. */
@inline
export function lanesBelow(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** ((0 + 1) + (2 + 3)), the one order in which lanes are added. */
@inline
export function sumLanes(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}

@inline
export function sumLanes64(values: v128): f64 {
  return f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1);
}

/** Adds four float32 to two float64: lanes 0 and 2 to the first, 1 and 3 to the second. */
@inline
export function addWide(sum: v128, values: v128): v128 {
  const high = i32x4.shuffle(values, values, 2, 3, 2, 3);
  return f64x2.add(f64x2.add(sum, f64x2.promote_low_f32x4(values)), f64x2.promote_low_f32x4(high));
}

/** The first two of four float32 as float64, and the last two. */
@inline
export function firstWide(values: v128): v128 {
  return f64x2.promote_low_f32x4(values);
}

@inline
export function lastWide(values: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(values, values, 2, 3, 2, 3));
}

/** Four float32 of two and two float64. */
@inline
export function narrow(first: v128, last: v128): v128 {
  const low = f32x4.demote_f64x2_zero(first);
  return i32x4.shuffle(low, f32x4.demote_f64x2_zero(last), 0, 1, 4, 5);
}
