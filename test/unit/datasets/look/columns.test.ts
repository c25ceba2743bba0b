import { describe, expect, it } from 'vitest';
import { describeColumn, sortedColumn } from '#main/datasets/look/column-facts.ts';
import { chooseBins, distributionOf } from '#main/datasets/look/distribution.ts';
import { datasetOf } from '#test/fixtures/datasets/a-dataset.ts';

const facts = (...values: number[]) => {
  const column = Float32Array.from(values);
  return describeColumn('f', sortedColumn(column, 1, 0), values.length);
};

describe('the facts of a column', () => {
  it('are those of the values that are there', () => {
    expect(facts(4, Number.NaN, 2, 8, 2)).toMatchObject({
      ...{ count: 4, missing: 1, mean: 4, deviation: Math.sqrt(6), least: 2, lowerQuartile: 2 },
      ...{ median: 3, upperQuartile: 5, most: 8, distinct: 3, outliers: 0 },
    });
  });

  it('are nothing where no value is there', () => {
    expect(facts(Number.NaN, Number.NaN)).toMatchObject({
      ...{ count: 0, missing: 2, mean: null, median: null, distinct: 0, outliers: null, outline: [] },
    });
  });

  it('say of a constant column that it does not vary, to the last digit', () => {
    const [tenth] = Float32Array.of(0.1);
    expect(facts(0.1, 0.1, 0.1)).toMatchObject({ mean: tenth, deviation: 0, distinct: 1, outliers: null });
  });

  it('count as outliers what lies beyond one and a half interquartile ranges', () => {
    // Quartiles 2 and 4: beyond −1 and 7.
    expect(facts(1, 2, 3, 4, 7).outliers).toBe(0);
    expect(facts(1, 2, 3, 4, 7.5).outliers).toBe(1);
  });

  it('picture each value once', () => {
    const { outline } = facts(0, 1, 2, 3, 16);
    expect(outline).toHaveLength(16);
    expect(outline.reduce((a, b) => a + b)).toBe(5);
    expect(outline.at(-1)).toBe(1);
  });
});

describe('the distribution of a column', () => {
  it('counts each class over the same bins, whole numbers in the middle of theirs', () => {
    const rows = [
      [1, 0],
      [1, 1],
      [3, 1],
      [Number.NaN, 0],
    ];
    expect(distributionOf(datasetOf(rows, ['a', 'b']), 0)).toEqual({
      ...{ name: 'f1', from: 0.5, width: 1 },
      counts: [
        [1, 0, 0],
        [1, 0, 1],
      ],
    });
  });

  it('of a regression has one row, and the target one of its own', () => {
    const rows = Array.from({ length: 100 }, (_, at) => [at / 7, at * 2]);
    const ofInput = distributionOf(datasetOf(rows, []), 0);
    expect(ofInput.counts).toHaveLength(1);
    expect(ofInput.counts[0]?.reduce((a, b) => a + b)).toBe(100);
    expect(distributionOf(datasetOf(rows, []), 1).name).toBe('target');
  });

  it('of many whole numbers has bins that hold equally many of them', () => {
    const { from, width, count } = chooseBins(Float32Array.from({ length: 256 }, (_, at) => at));
    expect(Number.isInteger(width)).toBe(true);
    expect(from).toBe(-0.5);
    expect(from + width * count).toBeGreaterThanOrEqual(255.5);
    expect(count).toBeLessThanOrEqual(40);
  });

  it('of one value is one bin around it', () => {
    expect(chooseBins(Float32Array.of(2, 2))).toEqual({ from: 1.5, width: 1, count: 1 });
  });
});
