import { expect } from 'vitest';

/** The one place that says how close two computations must be. */
export const tolerance = {
  /** Float64 against another library's float64: the same formulas, other orders of summation. */
  float64: 1e-9,
  /** Backward in float64 against differences of the cost, for smooth networks. */
  gradientCheck: 1e-6,
  /** The float32 engine against float64, after few steps of small networks. */
  float32: 2e-5,
  /** One forward and one backward pass in float32 against float64, each tensor by its largest value. */
  float32Trace: 1e-4,
} as const;

/**
 * The largest |actual − expected|, as a share of the largest |expected|; of 1 where all expected are zero.
 *
 * @throws RangeError when the lengths differ
 */
export function maxRelativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length)
    throw new RangeError(`${actual.length} values against ${expected.length} expected`);
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN));
    // Math.max, unlike a comparison, lets NaN through.
    difference = Math.max(difference, distance);
    scale = Math.max(scale, Math.abs(expected[i] ?? NaN));
  }
  return scale === 0 ? difference : difference / scale;
}

/** Fails unless `maxRelativeError` is within the tolerance; `what` names the tensor in the message. */
export function expectClose(
  actual: ArrayLike<number> | number,
  expected: ArrayLike<number> | number,
  within: number = tolerance.float64,
  what = 'values',
): void {
  const list = (value: ArrayLike<number> | number) => (typeof value === 'number' ? [value] : value);
  const error = maxRelativeError(list(actual), list(expected));
  expect(error, `${what}: largest relative error`).toBeLessThanOrEqual(within);
}
