import { expect, test } from 'vitest';
import { BatchOrder } from '#main/training/batch-order.ts';

const inOrder = Array.from({ length: 10 }, (_, index) => index);

function makeOrder(seed: number) {
  const order = Uint32Array.from(inOrder);
  return { order, batches: new BatchOrder(order, 4, seed) };
}

test('an epoch sees every example once, and its last batch holds what is left', () => {
  const { order, batches } = makeOrder(5);
  expect(batches.perEpoch).toBe(3);
  batches.shuffle();
  expect([...order]).not.toEqual(inOrder);
  expect([...order].toSorted((a, b) => a - b)).toEqual(inOrder);
});

test('the order is another in every epoch, and the same for the same seed', () => {
  const epochs = (seed: number) => {
    const { order, batches } = makeOrder(seed);
    return [1, 2].map(() => {
      batches.shuffle();
      return [...order];
    });
  };
  const [first, second] = epochs(5);
  expect(second).not.toEqual(first);
  expect(epochs(5)).toEqual([first, second]);
  expect(epochs(6)[0]).not.toEqual(first);
});
