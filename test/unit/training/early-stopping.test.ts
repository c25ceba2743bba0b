import { expect, test } from 'vitest';
import { EarlyStopping } from '#main/training/early-stopping.ts';

/** A network of one number, which is set to the epoch before each dev loss. */
function watch(spec: { patience: number; minDelta: number }, losses: (number | null)[]) {
  const values = Float32Array.of(0);
  const early = new EarlyStopping(spec, [{ name: 'W1', shape: [1, 1], values }]);
  const ends = losses.map((loss, index) => {
    values[0] = index + 1;
    return early.isOver(index + 1, loss);
  });
  early.restore();
  return { ends, bestEpoch: early.bestEpoch, kept: values[0] };
}

test('training goes on while the dev loss falls', () => {
  const { ends } = watch({ patience: 2, minDelta: 0 }, [4, 3, 2, 1]);
  expect(ends).toEqual([false, false, false, false]);
});

test('it ends after so many epochs without a better one, whose parameters come back', () => {
  const found = watch({ patience: 2, minDelta: 0 }, [4, 3, 3.5, 3]);
  expect(found).toEqual({ ends: [false, false, false, true], bestEpoch: 2, kept: 2 });
});

test('a fall that is not larger than minDelta does not count', () => {
  expect(watch({ patience: 2, minDelta: 0.5 }, [4, 3.6, 3.7]).bestEpoch).toBe(1);
  expect(watch({ patience: 2, minDelta: 0.5 }, [4, 3.4, 3.7]).bestEpoch).toBe(2);
});

test('a loss that is not a number is never better', () => {
  expect(watch({ patience: 2, minDelta: 0 }, [4, null, null]).ends).toEqual([false, false, true]);
});
