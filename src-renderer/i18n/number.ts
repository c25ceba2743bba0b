import { inByteUnit } from '#shared/byte-unit.ts';
import { language } from './locale.svelte.ts';
import { m } from './paraglide/messages.js';

/** Said where a number is missing: not measured, NaN or infinity. */
export const noNumber = '–';

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = `${language.locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(language.locale, options);
  formats.set(key, known);
  return known.format(value);
}

/** A whole count with separators, e.g. 1,153. */
export function formatCount(value: number): string {
  // Most counts on a screen are small, and a screen may have hundreds.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return format(value, { maximumFractionDigits: 0 });
}

/** A loss or a norm to four significant digits; very small and very large ones in powers of ten. */
export function formatLoss(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noNumber;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6))
    return value.toExponential(2).replace('-', '−').replace('+', '');
  if (size < 1)
    return format(value, { minimumFractionDigits: 4, maximumFractionDigits: 4 }).replace('-', '−');
  return format(value, { minimumSignificantDigits: 4, maximumSignificantDigits: 4 }).replace('-', '−');
}

/** A share from 0 to 1 as a percentage with one digit after the point. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return noNumber;
  return format(share, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** A hyperparameter as a person would type it, e.g. 0.01 or 1e-8. */
export function formatSetting(value: number): string {
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace('e+', 'e');
}

/** A duration in its two largest units: "0.4 s", "12 s", "1 min 20 s", "2 h 5 min". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return noNumber;
  if (seconds > 0 && seconds < 0.05)
    return m.duration_seconds({ seconds: format(seconds, { maximumSignificantDigits: 1 }) });
  if (seconds < 9.95) return m.duration_seconds({ seconds: format(seconds, { maximumFractionDigits: 1 }) });
  const whole = Math.round(seconds);
  if (whole < 60) return m.duration_seconds({ seconds: String(whole) });
  if (whole < 3600)
    return whole % 60 === 0
      ? m.duration_minutes({ minutes: String(whole / 60) })
      : m.duration_minutes_seconds({ minutes: String(Math.floor(whole / 60)), seconds: String(whole % 60) });
  const minutes = Math.round(whole / 60);
  return m.duration_hours_minutes({
    hours: formatCount(Math.floor(minutes / 60)),
    minutes: String(minutes % 60),
  });
}

/** A short time to two digits: "0.18 s", "2.4 s"; from ten seconds on as `formatDuration`. */
export function formatSeconds(seconds: number): string {
  if (seconds >= 9.95) return formatDuration(seconds);
  const digits = seconds < 0.095 ? 1 : 2;
  return m.duration_seconds({ seconds: format(seconds, { maximumSignificantDigits: digits }) });
}

/** Something per second, e.g. "12,300 /s". */
export function formatRate(perSecond: number | null | undefined): string {
  if (perSecond === null || perSecond === undefined || !Number.isFinite(perSecond)) return noNumber;
  return m.rate_per_second({ rate: format(perSecond, { maximumSignificantDigits: 3 }) });
}

/** Bytes in a unit that leaves few digits: "812 B", "41.2 MB". */
export function formatBytes(bytes: number): string {
  const { value, digits, unit } = inByteUnit(bytes);
  return `${format(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

/** A moment as date and time of day in the reader's own habit. */
export function formatMoment(milliseconds: number): string {
  return new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    milliseconds,
  );
}
