import { describe, expect, it } from 'vitest';
import {
  extremesOf,
  lastValue,
  pointsOf,
  rangeOf,
  valueAt,
  type ChartLine,
} from '#renderer/charts/chart-line.ts';

const line = (step: number[], value: (number | null)[], stepsPerUnit = 1): ChartLine => ({
  id: 'train.loss',
  label: 'Train',
  colour: '#000000',
  series: { step, value },
  stepsPerUnit,
});

describe('a line of a chart', () => {
  it('has its points in epochs where an epoch is many steps', () => {
    expect(pointsOf(line([14, 28], [1, 2], 14), 'linear')).toEqual([
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ]);
  });

  it('has gaps for nulls, and on a logarithmic axis for what is not above zero', () => {
    const points = pointsOf(line([1, 2, 3], [null, 0, 5]), 'logarithmic');
    expect(points.map((point) => point.y)).toEqual([Number.NaN, Number.NaN, 5]);
    expect(pointsOf(line([1, 2], [null, 0]), 'linear').map((point) => point.y)).toEqual([Number.NaN, 0]);
  });

  it('tells the value of the point nearest to the cursor, and nothing at a gap', () => {
    const loss = line([10, 20, 30], [3, null, 1], 10);
    expect(valueAt(loss, 1.2)).toBe(3);
    expect(valueAt(loss, 2.1)).toBeNull();
    expect(valueAt(loss, 3.4)).toBe(1);
    expect(valueAt(line([], []), 1)).toBeNull();
  });

  it('has no value before its first point or past its last', () => {
    const loss = line([10, 20, 30], [3, 2, 1], 10);
    expect(valueAt(loss, 0.4)).toBeNull();
    expect(valueAt(loss, 9)).toBeNull();
  });

  it('knows its range, its extremes and its last number', () => {
    const loss = line([10, 20, 30], [3, 7, null], 10);
    expect(rangeOf([loss, line([50], [1], 10)])).toEqual([1, 5]);
    expect(rangeOf([])).toBeNull();
    expect(extremesOf(loss)).toEqual([3, 7]);
    expect(lastValue(loss)).toBe(7);
    expect(extremesOf(line([1], [null]))).toBeNull();
  });
});
