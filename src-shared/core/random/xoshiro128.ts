/**
 * xoshiro128** 1.1 of D. Blackman and S. Vigna (prng.di.unimi.it): 32 bits a draw, period 2^128 − 1.
 *
 * @param state four words, not all zero; overwritten
 * @returns the next whole number of [0, 2^32)
 */
export function drawUint32(state: Uint32Array): number {
  const s0 = state[0]!;
  const s1 = state[1]!;
  const s2 = state[2]! ^ s0;
  const s3 = state[3]! ^ s1;
  state[0] = s0 ^ s3;
  state[1] = s1 ^ s2;
  state[2] = s2 ^ (s1 << 9);
  state[3] = rotateLeft(s3, 11);
  return Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
}

export function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
