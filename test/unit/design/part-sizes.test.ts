import { expect, test } from 'vitest';
import { leastExamples, partSizes } from '#shared/design/part-sizes.ts';

test('parts have their rounded share, and the training part has the rest', () => {
  expect(partSizes(600, { dev: 0.2, test: 0.1 })).toEqual({ train: 420, dev: 120, test: 60 });
  expect(partSizes(10, { dev: 0.25, test: 0 })).toEqual({ train: 7, dev: 3, test: 0 });
});

test('a part that is asked for has an example, and one is always left to train on', () => {
  expect(partSizes(3, { dev: 0.01, test: 0.01 })).toEqual({ train: 1, dev: 1, test: 1 });
  expect(partSizes(10, { dev: 0.98, test: 0.01 })).toEqual({ train: 1, dev: 8, test: 1 });
});

test('fewer examples than parts cannot be divided', () => {
  expect(partSizes(2, { dev: 0.2, test: 0.1 })).toBeNull();
  expect(leastExamples({ dev: 0.2, test: 0.1 })).toBe(3);
  expect(partSizes(1, { dev: 0, test: 0 })).toEqual({ train: 1, dev: 0, test: 0 });
});
