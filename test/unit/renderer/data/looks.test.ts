import { describe, expect, it } from 'vitest';
import { groupClasses } from '#renderer/charts/class-key.ts';
import { axisChoices, axisKey, usualAxes } from '#renderer/views/data/axis-choice.ts';
import { imagePixels } from '#renderer/views/data/image-pixels.ts';
import { formatShort, formatValue } from '#renderer/views/data/number-text.ts';
import { optionScale } from '#renderer/views/data/option-scale.ts';
import { findingsOf } from '#renderer/views/data/quality-text.ts';
import type { Quality } from '#shared/contract/data-looks.ts';
import type { DatasetSummary } from '#shared/contract/datasets.ts';

const summary = (inputs: number, classes: string[]): DatasetSummary => ({
  ...{ source: 'dataset:x', name: 'x', origin: 'imported', hash: 'x', target: 'y', missing: [] },
  task: { kind: classes.length === 0 ? 'regression' : 'binary', inputs, outputs: 1 },
  examples: 100,
  features: Array.from({ length: inputs }, (_, at) => `f${at + 1}`),
  classes,
});

const sound: Quality = {
  ...{ missing: 0, constant: [], outliers: [], duplicates: 0, contradictions: 0, leaks: [], parts: [] },
  classCounts: [50, 50],
};

describe('the scatter', () => {
  it('begins with what shows most: two inputs as they are, more by their components, one against the target', () => {
    const usual = (inputs: number) => usualAxes(summary(inputs, [])).map(axisKey);
    expect([1, 2, 3].map(usual)).toEqual([
      ['column 0', 'target'],
      ['column 0', 'column 1'],
      ['component 1', 'component 2'],
    ]);
  });

  it('offers no components of one input, and not more columns than a list holds', () => {
    const kinds = axisChoices(summary(1, [])).map(({ axis }) => axis.kind);
    expect(kinds).toEqual(['column', 'target']);
    expect(axisChoices(summary(12_288, []))).toHaveLength(203);
  });
});

describe('the findings', () => {
  it('of sound data are all good', () => {
    const tones = findingsOf(sound, summary(2, ['a', 'b'])).map(({ tone }) => tone);
    expect(new Set(tones)).toEqual(new Set(['good']));
  });

  it('begin with what is most pressing', () => {
    const leak = { column: 'f1', kind: 'equals', correlation: null } as const;
    const seen = { part: 'dev', examples: 9, classes: [9], seenInTraining: 2 } as const;
    const parts = [{ ...seen, classes: [9] }];
    const found = findingsOf({ ...sound, missing: 3, leaks: [leak], parts }, summary(2, ['a', 'b']));
    expect(found.slice(0, 3).map(({ id }) => id)).toEqual(['leak f1', 'seen', 'missing']);
    expect(found.filter(({ tone }) => tone === 'warn')).toHaveLength(2);
  });

  it('call classes uneven where one has less than half of an even share', () => {
    const balance = (classCounts: number[]) =>
      findingsOf({ ...sound, classCounts }, summary(2, ['a', 'b'])).find(({ id }) => id === 'balance')?.tone;
    expect(balance([26, 74])).toBe('good');
    expect(balance([24, 76])).toBe('note');
  });

  it('name some columns and count the rest', () => {
    const constant = Array.from({ length: 9 }, (_, at) => `f${at}`);
    const found = findingsOf({ ...sound, constant }, summary(9, []));
    expect(found.find(({ id }) => id === 'constant')?.detail).toContain('f5 and 3 more');
  });
});

describe('values of the data', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [-12345678, '−12,345,678'],
    [1 / 3, '0.3333333'],
    [0, '0'],
    [1.5e-7, '1.500e−7'],
    [2e12, '2.000e12'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%s is written %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});

it('a value in little room is whole from a thousand on and a power of ten from a million on', () => {
  expect([12_345.678, -10_010_000, null].map(formatShort)).toEqual(['12,346', '−1.00e7', '–']);
});

describe('the slider of an option', () => {
  const option = { name: 'x', default: 1, min: 0, max: 2, integer: false };

  it('goes by even steps, without the dust of binary fractions', () => {
    const { toValue, step } = optionScale(option);
    expect(step).toBe(0.01);
    expect(toValue(0.1 + 0.2)).toBe(0.3);
  });

  it('of a count over many powers of ten goes by factors, reaches both ends and has round values', () => {
    const { least, most, toValue, toPosition } = optionScale({
      ...option,
      min: 10,
      max: 100_000,
      integer: true,
    });
    expect([toValue(least), toValue(most)]).toEqual([10, 100_000]);
    for (let at = least; at <= most; at += 1) {
      expect(Number.isInteger(toValue(at))).toBe(true);
      expect(Math.abs(toPosition(toValue(at)) - at)).toBeLessThanOrEqual(1);
    }
  });
});

describe('an image', () => {
  it('is black at the least and white at the greatest value; a missing pixel is not painted', () => {
    expect([...imagePixels([0, 16, null], [1, 3, 1], [0, 16])]).toEqual([
      ...[0, 0, 0, 255],
      ...[255, 255, 255, 255],
      ...[0, 0, 0, 0],
    ]);
  });

  it('of three channels has their colours', () => {
    expect([...imagePixels([255, 0, 51], [1, 1, 3], [0, 255])]).toEqual([255, 0, 51, 255]);
  });
});

describe('the classes of a histogram', () => {
  const names = Array.from({ length: 10 }, (_, at) => String(at));

  it('past eight are those from the eighth on together, with every count kept', () => {
    const groups = groupClasses(
      names,
      names.map((_, at) => [at, 1]),
      (count) => `${count} more`,
    );
    expect(groups.map(({ name }) => name)).toEqual([...names.slice(0, 7), '3 more']);
    expect(groups.at(-1)).toMatchObject({ series: 8, counts: [24, 3] });
    expect(groupClasses(names.slice(0, 8), [], String)).toHaveLength(8);
  });
});
