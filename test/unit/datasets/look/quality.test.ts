import { describe, expect, it } from 'vitest';
import { firstEqualRows } from '#main/datasets/look/equal-rows.ts';
import { findLeaks } from '#main/datasets/look/leaks.ts';
import { judgeQuality } from '#main/datasets/look/quality.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { datasetOf } from '#test/fixtures/datasets/a-dataset.ts';

const division = { split: { dev: 0.25, test: 0 }, seed: 1 };
const classes = ['a', 'b'];

describe('equal rows', () => {
  it('are found whatever stands between them; empty fields and both zeros are equal', () => {
    const values = Float32Array.of(1, Number.NaN, 0, 2, 1, Number.NaN, -0, 2, 1, 0);
    expect([...firstEqualRows([{ values, width: 2 }], 5)]).toEqual([0, 1, 0, 1, 4]);
  });

  it('agree with a comparison of every pair', () => {
    const { integer } = createGenerator(4).stream('rows');
    const m = 300;
    const values = Float32Array.from({ length: m * 3 }, () => integer(5) / 4);
    const key = (row: number) => values.subarray(row * 3, row * 3 + 3).join();
    const keys = Array.from({ length: m }, (_, row) => key(row));
    expect([...firstEqualRows([{ values, width: 3 }], m)]).toEqual(keys.map((text) => keys.indexOf(text)));
  });
});

describe('the quality of a dataset', () => {
  it('counts repeats, contradictions, empty fields and constant columns', () => {
    const rows = [
      [1, 5, 0],
      [1, 5, 0],
      [1, 5, 1],
      [2, 5, 1],
      [Number.NaN, 5, 0],
      [3, 5, 1],
      [4, 5, 0],
      [6, 5, 1],
    ];
    const quality = judgeQuality(datasetOf(rows, classes), division);
    expect(quality).toMatchObject({
      ...{ duplicates: 1, contradictions: 1, missing: 1, constant: ['f2'], classCounts: [4, 4] },
    });
  });

  it('names the columns with outliers, most first', () => {
    const rows = Array.from({ length: 20 }, (_, at) => [at === 0 ? 99 : at, at < 2 ? -99 : at, at % 2]);
    expect(judgeQuality(datasetOf(rows, classes), division).outliers).toEqual([
      { column: 'f2', count: 2 },
      { column: 'f1', count: 1 },
    ]);
  });

  it('counts every part by class, and the examples that training sees too', () => {
    const rows = Array.from({ length: 16 }, (_, at) => [7, at % 2]);
    const { parts } = judgeQuality(datasetOf(rows, classes), division);
    expect(parts).toEqual([
      { part: 'train', examples: 12, classes: [6, 6], seenInTraining: 0 },
      { part: 'dev', examples: 4, classes: [2, 2], seenInTraining: 4 },
      { part: 'test', examples: 0, classes: [0, 0], seenInTraining: 0 },
    ]);
    const unlike = rows.map(([, y = 0], at) => [at, y]);
    expect(judgeQuality(datasetOf(unlike, classes), division).parts[1]?.seenInTraining).toBe(0);
  });

  it('has no parts where the examples are too few', () => {
    expect(judgeQuality(datasetOf([[1, 0]], classes), division).parts).toEqual([]);
  });
});

describe('a leak', () => {
  const { normal, uniform } = createGenerator(9).stream('leaks');
  const rows = (column: (y: number, at: number) => number, target = (at: number) => at % 2) =>
    Array.from({ length: 60 }, (_, at) => [normal(), column(target(at), at), target(at)]);

  it.each([
    ['equals', rows((y) => y)],
    ['determines', rows((y, at) => [3, 1, 5, 2][y + 2 * Number(at % 4 > 1)] ?? 0)],
    ['separates', rows((y) => y * 2 + uniform())],
  ] as const)('is a column that %s the class', (kind, table) => {
    expect(findLeaks(datasetOf(table, classes))).toEqual([{ column: 'f2', kind, correlation: null }]);
  });

  it('is a column on one line with the value, not one near it', () => {
    const value = (at: number) => at / 3;
    const near = (noise: number) =>
      datasetOf(
        rows((y) => 4 - 2 * y + noise * normal(), value),
        [],
      );
    expect(findLeaks(near(0.01))).toEqual([
      { column: 'f2', kind: 'correlates', correlation: expect.closeTo(-1, 4) as number },
    ]);
    expect(findLeaks(near(5))).toEqual([]);
    expect(
      findLeaks(
        datasetOf(
          rows((y) => y, value),
          [],
        ),
      ),
    ).toMatchObject([{ kind: 'equals' }]);
  });

  it('is not a column of which every row has another value', () => {
    expect(
      findLeaks(
        datasetOf(
          rows((_, at) => at),
          classes,
        ),
      ),
    ).toEqual([]);
  });
});
