import { log } from '../numerics/logarithm.ts';
import { seedState } from './stream-seed.ts';
import { drawUint32 } from './xoshiro128.ts';

/** One seed, any number of named streams; each is a generator of its own, whatever the others have drawn. */
export interface Generator {
  readonly seed: number;
  /** Opens the stream at its beginning; the same seed and name give the same numbers every time. */
  stream(name: string): RandomStream;
}

export interface RandomStream {
  /** A float64 of [0, 1), all 53 bits drawn. */
  uniform: () => number;
  /**
   * A whole number of [0, n), each exactly as likely.
   *
   * @throws RangeError unless n is a whole number from 1 to 2^32
   */
  integer: (n: number) => number;
  /** A number of the normal distribution with mean 0 and deviation 1. */
  normal: () => number;
  /** Puts the values in a random order, in place (Fisher–Yates). */
  shuffle: (values: Int32Array | Uint32Array) => void;
  /** A copy of the four words that decide every draw to come; `resumeStream` takes it back. */
  readState: () => Uint32Array;
}

/**
 * The one source of randomness: same seed, same numbers, on every machine.
 *
 * @throws RangeError unless seed is a whole number from 0 up to 2^53 − 1
 */
export function createGenerator(seed: number): Generator {
  seedState(seed, '');
  return { seed, stream: (name) => resumeStream(seedState(seed, name)) };
}

/** A stream that goes on where `readState` was called. */
export function resumeStream(words: Uint32Array): RandomStream {
  const state = Uint32Array.from(words);
  if (state.length !== 4 || state.every((word) => word === 0))
    throw new RangeError('a stream state is four 32-bit words that are not all zero');

  const uniform = () => ((drawUint32(state) >>> 5) * 2 ** 26 + (drawUint32(state) >>> 6)) * 2 ** -53;

  const integer = (n: number) => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
      throw new RangeError(`integer below ${n}: a whole number from 1 to 2^32 is accepted`);
    // Draws past the last whole multiple of n are thrown away; keeping them would favour the small numbers.
    const end = 2 ** 32 - (2 ** 32 % n);
    let drawn = drawUint32(state);
    while (drawn >= end) drawn = drawUint32(state);
    return drawn % n;
  };

  // The polar method makes two numbers; the second is let go so that four words are the whole state.
  const normal = () => {
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
    }
  };

  const shuffle = (values: Int32Array | Uint32Array) => {
    for (let i = values.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
  };

  return { uniform, integer, normal, shuffle, readState: () => Uint32Array.from(state) };
}
