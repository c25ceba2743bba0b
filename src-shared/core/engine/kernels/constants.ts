/**
 * Numbers that stand in every lane, read from memory: written as constants they would be made anew, in three
 * instructions, at every use in a loop.
 */
const REALS = memory.data<f32>([1, 2]);
const WORDS = memory.data<u32>([0x80000000, 127, 0x7fffffff]);

/** The number at an address, in every lane. */
@inline
export function everywhere(at: usize): v128 {
  return v128.load32_splat(at);
}

@inline
export function one(): v128 {
  return everywhere(REALS);
}

@inline
export function two(): v128 {
  return everywhere(REALS + 4);
}

/** The bit of the sign. */
@inline
export function signBit(): v128 {
  return everywhere(WORDS);
}

/** What an exponent of float32 is counted from. */
@inline
export function bias(): v128 {
  return everywhere(WORDS + 4);
}

/** All bits but the sign. */
@inline
export function allButSign(): v128 {
  return everywhere(WORDS + 8);
}
