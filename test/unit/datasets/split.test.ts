import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitExamples } from '#main/datasets/split.ts';
import { classesOf, valuesOf } from '#test/fixtures/datasets/tables.ts';

const shares = { split: { dev: 0.2, test: 0.1 }, seed: 1 };

describe('the split of a dataset', () => {
  it('puts every example in exactly one part, whatever the shares, the classes and the seed', () => {
    const share = fc.double({ min: 0, max: 0.49, noNaN: true });
    const members = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(members, share, share, fc.nat(1000), fc.boolean(), (counts, dev, test, seed, asValues) => {
        const dataset = asValues ? valuesOf(counts.reduce((a, b) => a + b) + 3) : classesOf([...counts, 3]);
        const split = splitExamples(dataset, { split: { dev, test }, seed });
        const all = [...split.train, ...split.dev, ...split.test].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: dataset.examples }, (_, index) => index));
        expect(split.train.length).toBeGreaterThan(0);
        expect(split.dev.length > 0).toBe(dev > 0);
        expect(split.test.length > 0).toBe(test > 0);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('gives each class its share of each part, to within one example', () => {
    const counts = [100, 37, 11, 2];
    const dataset = classesOf(counts);
    const { train, dev, test } = splitExamples(dataset, shares);
    const parts: [Uint32Array, number][] = [
      [train, 0.7],
      [dev, 0.2],
      [test, 0.1],
    ];
    for (const [part, share] of parts)
      counts.forEach((count, index) => {
        const found = part.filter((example) => dataset.Y[example] === index).length;
        expect(Math.abs(found - share * count)).toBeLessThanOrEqual(1);
      });
  });

  it('has sizes that follow from the shares alone', () => {
    const sizes = (seed: number) => {
      const { train, dev, test } = splitExamples(valuesOf(101), { ...shares, seed });
      return [train.length, dev.length, test.length];
    };
    expect(sizes(1)).toEqual([71, 20, 10]);
    expect(sizes(2)).toEqual([71, 20, 10]);
  });

  it('is the same for the same seed and another for another', () => {
    const split = (seed: number) => splitExamples(classesOf([30, 30]), { ...shares, seed });
    expect(split(4)).toEqual(split(4));
    expect(split(5).dev).not.toEqual(split(4).dev);
  });

  it('is random: the dev part of a regression is not a stretch of the file', () => {
    const dev = [...splitExamples(valuesOf(200), shares).dev].sort((a, b) => a - b);
    expect((dev.at(-1) ?? 0) - (dev[0] ?? 0)).toBeGreaterThan(100);
  });

  it('leaves at least one training example when the shares round to everything', () => {
    const { train, dev } = splitExamples(valuesOf(3), { split: { dev: 0.95, test: 0 }, seed: 1 });
    expect([train.length, dev.length]).toEqual([1, 2]);
  });

  it('keeps everything for training when no part is asked for', () => {
    const { train, dev, test } = splitExamples(valuesOf(1), { split: { dev: 0, test: 0 }, seed: 1 });
    expect([train.length, dev.length, test.length]).toEqual([1, 0, 0]);
  });

  it('is refused when a part that was asked for would be empty', () => {
    expect(() => splitExamples(valuesOf(2), shares)).toThrow('table: 2 examples; at least 3 are needed.');
  });
});
