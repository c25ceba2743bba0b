import { language } from '../../i18n/locale.svelte.ts';
import { formatCount, noNumber } from '../../i18n/number.ts';

/** From here on a value in little room is a power of ten. */
const shortBelow = 1e6;
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A value of the data: up to so many significant digits, whole numbers in full; very large and very small ones in
 * powers of ten. Seven digits are what a float32 holds.
 */
export function formatValue(value: number | null | undefined, digits = 7): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noNumber;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9))
    return value
      .toExponential(Math.min(3, digits - 1))
      .replaceAll('-', '−')
      .replace('e+', 'e');
  if (Number.isInteger(value) && size >= 10 ** digits) return formatCount(value).replace('-', '−');
  const key = `${language.locale} ${digits}`;
  const format =
    formats.get(key) ?? new Intl.NumberFormat(language.locale, { maximumSignificantDigits: digits });
  formats.set(key, format);
  return format.format(value).replace('-', '−');
}

/** A value in little room: four digits, whole from a thousand on, a power of ten from a million on. */
export function formatShort(value: number | null): string {
  const size = Math.abs(value ?? 0);
  if (value === null || size < 1000) return formatValue(value, 4);
  if (size < shortBelow) return formatCount(value).replace('-', '−');
  return value.toExponential(2).replaceAll('-', '−').replace('e+', 'e');
}

/** A number beside an axis. */
export function formatTick(value: number): string {
  return formatValue(value, 4);
}
