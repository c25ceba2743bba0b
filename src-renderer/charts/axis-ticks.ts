/** Round numbers (1, 2 or 5 times a power of ten) that divide a range into about `count` parts. */
export function axisTicks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((multiple) => multiple * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(from / step); index * step <= to + step * 1e-9; index += 1)
    // Rounded to the step's own digits, or 0.1 · 3 would be written 0.30000000000000004.
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}
