import { rotateLeft } from './xoshiro128.ts';

const LANES = [0x9e3779b9, 0x3c6ef372, 0xdaa66d2b, 0x78dde6e4];

/**
 * The first state of a stream: four 32-bit hashes of seed and name (the rounds of A. Appleby's MurmurHash3 over
 * the name's UTF-16 units, each lane from its own start), so that streams of different names or seeds share nothing.
 *
 * @param seed a whole number from 0 up to 2^53 − 1
 * @throws RangeError for any other seed
 */
export function seedState(seed: number, name: string): Uint32Array {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`seed ${seed}: a whole number from 0 up to 2^53 - 1 is accepted`);
  const state = new Uint32Array(4);
  LANES.forEach((start, lane) => {
    let hash = absorb(absorb(start, seed >>> 0), Math.floor(seed / 2 ** 32));
    for (let i = 0; i < name.length; i++) hash = absorb(hash, name.charCodeAt(i));
    state[lane] = finish(hash ^ name.length);
  });
  // The generator never leaves the state of four zeros.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

function absorb(hash: number, word: number): number {
  const mixed = Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotateLeft(hash ^ mixed, 13), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
