import { afterEach, describe, expect, it, vi } from 'vitest';
import { language } from '#renderer/i18n/locale.svelte.ts';
import {
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
  formatRate,
  formatSetting,
  noNumber,
} from '#renderer/i18n/number.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
afterEach(() => language.choose('en'));

describe('numbers', () => {
  it.each([
    [0.693147, '0.6931'],
    [0.00012, '0.0001'],
    [0.0000123, '1.23e−5'],
    [2.30259, '2.303'],
    [-0.33066, '−0.3307'],
    [12345.678, '12,350'],
    [12345678, '1.23e7'],
    [0, '0.0000'],
    [null, noNumber],
    [Number.NaN, noNumber],
    [Number.POSITIVE_INFINITY, noNumber],
  ])('a loss of %s is written %s', (value, text) => {
    expect(formatLoss(value)).toBe(text);
  });

  it.each([
    [0.0123, '0.01 s'],
    [0.35, '0.4 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [80, '1 min 20 s'],
    [7500, '2 h 5 min'],
    [null, noNumber],
    [Number.POSITIVE_INFINITY, noNumber],
  ])('%s seconds are written %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('follows the language', () => {
    language.choose('ko');
    expect(formatDuration(80)).toBe('1분 20초');
    expect(formatRate(12_345)).toBe('초당 12,300');
    language.choose('en');
    expect(formatRate(12_345)).toBe('12,300/s');
  });

  it('writes shares with one digit after the point and counts with separators', () => {
    expect(formatPercent(0.98765)).toBe('98.8%');
    expect(formatPercent(undefined)).toBe(noNumber);
    expect(formatCount(1185)).toBe('1,185');
  });

  it('writes a hyperparameter as a person types it', () => {
    expect([0.01, 1e-8, 0.9, 200, 1e30].map(formatSetting)).toEqual(['0.01', '1e-8', '0.9', '200', '1e30']);
  });
});
