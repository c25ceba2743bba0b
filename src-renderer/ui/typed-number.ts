import { m } from '../i18n/paraglide/messages.js';

export interface NumberRange {
  least?: number;
  most?: number;
  integer?: boolean;
}

/** The number that a person typed, or undefined where it is no number or not in the range. */
export function readNumber(text: string, range: NumberRange): number | undefined {
  const typed = text.trim().replaceAll(',', '').replace('−', '-');
  if (typed === '') return undefined;
  const value = Number(typed);
  if (!Number.isFinite(value)) return undefined;
  if (range.integer === true && !Number.isInteger(value)) return undefined;
  if (range.least !== undefined && value < range.least) return undefined;
  if (range.most !== undefined && value > range.most) return undefined;
  return value;
}

/** What is accepted, e.g. "A whole number from 1 to 128". */
export function sayRange(range: NumberRange): string {
  const ends = { least: String(range.least ?? '−∞'), most: String(range.most ?? '∞') };
  return range.integer === true ? m.number_whole_between(ends) : m.number_between(ends);
}

/** The next value an arrow key reaches: by `step`, or by a tenth of the value's own size for `step = 'scale'`. */
export function stepNumber(
  value: number,
  direction: 1 | -1,
  step: number | 'scale',
  range: NumberRange,
): number {
  const size = step === 'scale' ? scaleStep(value, direction) : step;
  // Ten digits: enough for a person's numbers, and 0.1 + 0.2 stays 0.3.
  const next = Number((value + direction * size).toPrecision(10));
  return Math.min(range.most ?? Infinity, Math.max(range.least ?? -Infinity, next));
}

function scaleStep(value: number, direction: 1 | -1): number {
  if (value === 0) return 0.001;
  const power = 10 ** Math.floor(Math.log10(Math.abs(value)));
  // Down from a power of ten, such as 0.01, goes to 0.009 and not to 0.
  return direction === -1 && Math.abs(Math.abs(value) / power - 1) < 1e-9 ? power / 10 : power;
}
