const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/**
 * Bytes in the largest unit that leaves one or more, in powers of 1000 as disks are sold; for a number with three
 * digits or so.
 *
 * @returns `digits` stand after the point
 */
export function inByteUnit(bytes: number): { value: number; digits: number; unit: string } {
  let [value, at] = [bytes, 0];
  // What would be rounded to 1000 is 1 of the next unit.
  while (value >= 999.5 && at < units.length - 1) [value, at] = [value / 1000, at + 1];
  return { value, digits: at === 0 || value >= 99.95 ? 0 : 1, unit: units[at] ?? '' };
}
