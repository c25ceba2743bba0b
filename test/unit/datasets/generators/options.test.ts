import { describe, expect, it } from 'vitest';
import { parseOptions, printSource } from '#main/datasets/generators/options.ts';
import { spirals } from '#main/datasets/generators/spirals.ts';

const canonical = (text: string) => printSource(spirals, parseOptions(spirals, text));

describe('the options of a generator', () => {
  it('have their defaults where nothing is said', () => {
    expect(parseOptions(spirals, '')).toEqual({ n: 600, noise: 0.1, classes: 2, turns: 1.5, seed: 1 });
  });

  it('are read in any order, with spaces', () => {
    expect(parseOptions(spirals, ' classes = 3, noise=2e-1 ,n=60')).toMatchObject({
      classes: 3,
      noise: 0.2,
      n: 60,
    });
  });

  it('are printed in one order, without the defaults', () => {
    expect(canonical('seed=4,classes=3,n=600')).toBe('spirals:classes=3,seed=4');
    expect(canonical('noise=0.10,n=6e2')).toBe('spirals');
    expect(canonical('noise=-0')).toBe('spirals:noise=0');
  });

  it.each([
    [
      'classes=7',
      'data spirals, option classes: "7" is not accepted; a whole number from 2 to 6 is accepted.',
    ],
    [
      'classes=2.5',
      'data spirals, option classes: "2.5" is not accepted; a whole number from 2 to 6 is accepted.',
    ],
    ['noise=-1', 'data spirals, option noise: "-1" is not accepted; a number from 0 to 2 is accepted.'],
    ['noise=abc', 'data spirals, option noise: "abc" is not accepted; a number from 0 to 2 is accepted.'],
    ['noise=0x1', 'data spirals, option noise: "0x1" is not accepted; a number from 0 to 2 is accepted.'],
    ['noise=NaN', 'data spirals, option noise: "NaN" is not accepted; a number from 0 to 2 is accepted.'],
    ['n', 'data spirals, option n: "" is not accepted; a whole number from 10 to 100000 is accepted.'],
    ['n=20,n=30', 'data spirals, option n: "30" is not accepted; each option is accepted once.'],
    ['arms=3', 'data spirals: there is no option "arms"; accepted are n, noise, classes, turns, seed.'],
  ])('refuse %s', (text, sentence) => {
    expect(() => parseOptions(spirals, text)).toThrow(sentence);
  });
});
