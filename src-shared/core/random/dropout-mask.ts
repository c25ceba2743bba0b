import { seedState } from './stream-seed.ts';

/**
 * Which units of a layer stay in a training step. Each entry's fate is a hash of its own address, so that any part
 * of a mask can be made anywhere in any order: keys k₀ … k₃ from seed and layer, s = h(h(t + k₁) ⊕ k₂) for the
 * step t, and x = h((h(0x9e3779b9 e + k₀) ⊕ s) + k₃) for entry e, all modulo 2^32, with the finishing rounds of
 * A. Appleby's MurmurHash3 as h. An entry stays when the upper 24 bits of x reach share · 2^24.
 *
 * @param l the layer whose A is masked, from 1 @param step the training step t, from 0
 * @param count n_l · m entries, sample-major: unit j of example i is e = i · n_l + j
 * @param share p of [0, 1), how much is dropped
 * @returns 1 for each entry that stays and 0 for each that is dropped
 */
export function drawDropoutMask(
  seed: number,
  l: number,
  step: number,
  count: number,
  share: number,
): Uint8Array {
  const [k0, k1, k2, k3] = seedState(seed, `dropout.A${l}`) as unknown as [number, number, number, number];
  const s = mix(mix(step + k1) ^ k2);
  const least = dropoutThreshold(share);
  const mask = new Uint8Array(count);
  for (let e = 0; e < count; e++) {
    const x = mix((mix(Math.imul(e, 0x9e3779b9) + k0) ^ s) + k3);
    mask[e] = x >>> 8 >= least ? 1 : 0;
  }
  return mask;
}

/** The first of the 2^24 equally likely values with which an entry stays. */
export function dropoutThreshold(share: number): number {
  return Math.round(share * 2 ** 24);
}

/** A bijection of the 32-bit words that leaves no trace of their order. */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
