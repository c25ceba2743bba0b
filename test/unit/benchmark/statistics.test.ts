import { describe, expect, it } from 'vitest';
import { compareRounds, describeSpread } from '#main/benchmark/statistics.ts';

describe('what is told of measured numbers', () => {
  it('is the middle one and the ends, in whatever order they came', () => {
    expect(describeSpread([5, 1, 9])).toEqual({ median: 5, least: 1, most: 9 });
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(describeSpread([4, 1, 2, 9]).median).toBe(3);
  });

  it('is refused without any', () => {
    expect(() => describeSpread([])).toThrow('nothing was measured');
  });
});

describe('a ratio', () => {
  it('is taken round by round: a round that was slow for both does not move it', () => {
    expect(compareRounds([10, 1, 20], [5, 0.5, 10])).toEqual({ median: 2, least: 2, most: 2 });
  });

  it('leaves out the rounds in which one side took no part', () => {
    expect(compareRounds([10, 30, null], [5, null, 7])).toEqual({ median: 2, least: 2, most: 2 });
    expect(compareRounds([null], [5])).toBeNull();
    expect(compareRounds([], [5])).toBeNull();
  });
});
