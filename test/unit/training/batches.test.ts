import { expect, test } from 'vitest';
import { Batches } from '#main/training/batches.ts';

/** m examples of two inputs, (i, i + ½), and one output, 10·i. */
function makePart(m: number) {
  const shared = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length));
  const X = shared(2 * m);
  const Y = shared(m);
  for (let i = 0; i < m; i += 1) {
    X.set([i, i + 0.5], 2 * i);
    Y[i] = 10 * i;
  }
  return { X, Y, m };
}

function epochOf(batches: Batches): number[] {
  batches.shuffle();
  return Array.from({ length: batches.perEpoch }, (_, index) => {
    const { X, Y, m } = batches.gather(index);
    expect([X.length, Y.length]).toEqual([2 * m, m]);
    return Array.from(Y, (target, at) => {
      expect([X[2 * at], X[2 * at + 1]]).toEqual([target / 10, target / 10 + 0.5]);
      return target / 10;
    });
  }).flat();
}

const sizes = { inputs: 2, outputs: 1, batchSize: 4, seed: 5 };
const inOrder = Array.from({ length: 10 }, (_, index) => index);

test('an epoch sees every example once, with its own target; the last batch holds what is left', () => {
  const batches = new Batches(makePart(10), sizes);
  expect(batches.perEpoch).toBe(3);
  const seen = epochOf(batches);
  expect(seen.toSorted((a, b) => a - b)).toEqual(inOrder);
  expect(batches.gather(2).m).toBe(2);
});

test('the order is another in every epoch, and the same for the same seed', () => {
  const [one, two, other] = [5, 5, 6].map((seed) => new Batches(makePart(10), { ...sizes, seed }));
  if (!one || !two || !other) throw new Error('three were made');
  const first = epochOf(one);
  expect(epochOf(one)).not.toEqual(first);
  expect(epochOf(two)).toEqual(first);
  expect(epochOf(other)).not.toEqual(first);
});

test('a batch size of the whole part makes one batch', () => {
  const batches = new Batches(makePart(10), { ...sizes, batchSize: 10 });
  expect([batches.perEpoch, batches.gather(0).m]).toEqual([1, 10]);
});
