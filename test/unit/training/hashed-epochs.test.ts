import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHashedEpoch } from '#main/training/hashed-epochs.ts';

const hashedOf = (epochs: number) =>
  Array.from({ length: epochs }, (_, index) => index + 1).filter((epoch) => isHashedEpoch(epoch, epochs));

test('up to 64 epochs every end counts but the last, which is the end of the run', () => {
  expect(hashedOf(1)).toEqual([]);
  expect(hashedOf(4)).toEqual([1, 2, 3]);
  expect(hashedOf(64)).toHaveLength(63);
});

test('of more epochs 63 count beside the last, however many there are, and they lie evenly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 65, max: 5000 }), (epochs) => {
      const hashed = [0, ...hashedOf(epochs), epochs];
      expect(hashed).toHaveLength(65);
      const gaps = hashed.slice(1).map((epoch, index) => epoch - (hashed[index] ?? 0));
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test('the longest training there is counts as many', () => {
  expect(hashedOf(1_000_000)).toHaveLength(63);
});
