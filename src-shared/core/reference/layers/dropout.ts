/**
 * Inverted dropout (Srivastava et al. 2014): entries are set to 0 with the given share, and those that stay are
 * divided by 1 − share, so that the mean of A is what it was and prediction needs no factor.
 * A (n_l, m), mask of 1 and 0 → A (n_l, m); backward needs the mask.
 */
export function dropoutForward(A: Float64Array, mask: Uint8Array, share: number): Float64Array {
  return A.map((a, e) => (mask[e] === 0 ? 0 : a / (1 - share)));
}

/** What was dropped has no part in the loss, and what stayed has 1 / (1 − share) of it. dA (n_l, m) → dA (n_l, m). */
export function dropoutBackward(dA: Float64Array, mask: Uint8Array, share: number): Float64Array {
  return dA.map((da, e) => (mask[e] === 0 ? 0 : da / (1 - share)));
}
