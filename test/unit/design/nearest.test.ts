import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '#shared/design/nearest.ts';
import { settings } from '#shared/design/setting-table.ts';

fc.configureGlobal({ seed: 7 });
const paths = settings.map(({ path }) => path);

test('a known name is nearest to itself, in any case of letters', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.boolean(), (path, loud) => {
      expect(nearest(loud ? path.toUpperCase() : path, paths)).toBe(path);
    }),
  );
});

test('one slip of the finger still finds a long name', () => {
  const long = paths.filter((path) => path.length > 8 && !path.includes('beta'));
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(), (path, at) => {
      const index = at % path.length;
      expect(nearest(path.slice(0, index) + path.slice(index + 1), paths)).toBe(path);
    }),
  );
});

test.each([
  ['learningRate', 'optimizer.learningRate'],
  ['dev', 'split.dev'],
  ['sede', 'seed'],
  ['lr', 'optimizer.learningRate'],
  ['batch', 'batchSize'],
  ['beta', 'optimizer.beta1'],
  ['bs', 'batchSize'],
  ['optimizer.warmup', 'schedule.warmUp'],
])('%s finds %s', (typed, known) => {
  expect(nearest(typed, paths)).toBe(known);
});

test('the answer is always a known name, and nothing where nothing is known', () => {
  fc.assert(fc.property(fc.string(), (typed) => paths.includes(nearest(typed, paths))));
  expect(nearest('seed', [])).toBe('');
});
