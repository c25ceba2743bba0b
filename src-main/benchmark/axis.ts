/** Marks of an axis from 0 to at least `most`: 3 to 6 steps of 1, 2 or 5 times a power of ten. */
export function chooseTicks(most: number): number[] {
  if (!(most > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [power / 5, power / 2, power, 2 * power].find((size) => most / size <= 5) ?? 2 * power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** e.g. `8.9 M`, `380 k`, `41`: three figures at most, as speeds are told. */
export function shortenNumber(value: number): string {
  const units = [
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
  ] as const;
  // 999.6 k would be written as 1000 k.
  const [size, unit] = units.find(([least]) => value >= 0.9995 * least) ?? [1, ''];
  const figures = Number((value / size).toPrecision(3));
  return `${figures}${unit}`;
}
