import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelMemory } from './kernel-memory.ts';
import { trials } from './trials.ts';

const memory = new KernelMemory(2 ** 17);
const BINS = 98;

/** Where a number belongs, by its size alone: two bins to each power of two, [1, 1.5) and [1.5, 2) times it. */
function binOf(value: number): number {
  const size = Math.abs(value);
  if (size < 2 ** -32) return 0;
  if (size >= 2 ** 16) return BINS - 1;
  let power = 0;
  while (size >= 2 ** (power + 1)) power += 1;
  while (size < 2 ** power) power -= 1;
  return 1 + 2 * (power + 32) + (size >= 1.5 * 2 ** power ? 1 : 0);
}

function count(numbers: readonly number[]): Uint32Array {
  memory.clear();
  const values = memory.write(numbers);
  const counters = memory.reserveCounters(2 * BINS);
  memory.kernels.countInto(values.at, numbers.length, counters.at);
  return counters.values;
}

describe('a histogram', () => {
  it('counts every number once, in the bin of its sign and size', () => {
    const sizes = fc.tuple(fc.float({ min: 1, max: Math.fround(1.9999) }), fc.integer({ min: -40, max: 24 }), fc.boolean());
    const numbers = fc.array(
      sizes.map(([part, power, isNegative]) => Math.fround(part * 2 ** power * (isNegative ? -1 : 1))),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(numbers, (list) => {
        const expected = new Uint32Array(2 * BINS);
        for (const value of list) {
          const bin = binOf(value) + (value < 0 ? BINS : 0);
          expected[bin] = (expected[bin] ?? NaN) + 1;
        }
        expect(count(list)).toEqual(expected);
      }),
      trials,
    );
  });

  it('has 0 below all, and 2^16 and infinity above all, of either sign', () => {
    const filled = (numbers: number[]) => [...count(numbers).entries()].filter(([, times]) => times > 0);
    expect(filled([0, 1e-45, 2 ** -33])).toEqual([[0, 3]]);
    expect(filled([2 ** -32])).toEqual([[1, 1]]);
    expect(filled([2 ** 16, 3e38, Infinity])).toEqual([[BINS - 1, 3]]);
    expect(filled([-0])).toEqual([[BINS, 1]]);
    expect(filled([-1])).toEqual([[BINS + 65, 1]]);
    expect(filled([-Infinity])).toEqual([[2 * BINS - 1, 1]]);
  });

  it('adds to what was counted before', () => {
    memory.clear();
    const values = memory.write([1, 1, 2]);
    const counters = memory.reserveCounters(2 * BINS);
    for (let i = 0; i < 3; i++) memory.kernels.countInto(values.at, 3, counters.at);
    expect([counters.values[65], counters.values[67]]).toEqual([6, 3]);
  });
});
