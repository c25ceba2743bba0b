import { describe, expect, it } from 'vitest';
import { readNumber, sayRange, stepNumber } from '#renderer/ui/typed-number.ts';

describe('a typed number', () => {
  it.each([
    ['16', 16],
    [' 1e-3 ', 0.001],
    ['1,024', 1024],
    ['−2', -2],
  ])('%j is read as %s', (text, value) => {
    expect(readNumber(text, {})).toBe(value);
  });

  it.each(['', 'abc', '1.5', '0', '129', 'Infinity', '1e400'])(
    '%j is not a whole number from 1 to 128',
    (text) => {
      expect(readNumber(text, { least: 1, most: 128, integer: true })).toBeUndefined();
    },
  );

  it('is refused with the range that is accepted', () => {
    expect(sayRange({ least: 1, most: 128, integer: true })).toBe('A whole number from 1 to 128');
  });
});

describe('an arrow key', () => {
  it('steps a learning rate by its own size and never to zero', () => {
    const down = (value: number) => stepNumber(value, -1, 'scale', {});
    expect([0.02, 0.01, 0.009].map(down)).toEqual([0.01, 0.009, 0.008]);
    expect(stepNumber(0.009, 1, 'scale', {})).toBe(0.01);
  });

  it('stops at the ends of the range', () => {
    expect(stepNumber(1, -1, 1, { least: 1 })).toBe(1);
    expect(stepNumber(0.1, 1, 0.2, { most: 1 })).toBe(0.3);
  });
});
