const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the largest unit that leaves one or more, powers of 1000 as disks are sold: "41.2 MB", "812 B". */
export function byteSize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  // What would be rounded to 1000 is 1 of the next unit.
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  const text = unit === 0 || value >= 99.95 ? String(Math.round(value)) : value.toFixed(1);
  return `${text} ${units[unit] ?? ''}`;
}
