const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const missingMarks = new Set(['', 'na', 'n/a', 'nan', 'null', '?']);

/** Whether a field says that there is no value: empty, NA, N/A, NaN, null or ?, in any case. */
export function isMissing(field: string): boolean {
  return missingMarks.has(field.trim().toLowerCase());
}

/** The number that a field holds, as float32; NaN for text and for what float32 cannot hold, e.g. 1e999. */
export function readNumber(field: string): number {
  const text = field.trim();
  if (!decimal.test(text)) return Number.NaN;
  const value = Math.fround(Number(text));
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Whether a field holds a number. */
export function isNumber(field: string): boolean {
  return !Number.isNaN(readNumber(field));
}
