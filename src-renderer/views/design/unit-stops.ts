/** Widths the slider stops at: each one to 16, then four to every doubling, to 1,024. Typing reaches the rest. */
export const unitStops: readonly number[] = [
  ...Array.from({ length: 16 }, (_, index) => index + 1),
  ...[16, 32, 64, 128, 256, 512].flatMap((base) => [1.25, 1.5, 1.75, 2].map((factor) => base * factor)),
];

/** The index of the stop nearest to a width. */
export function nearestStop(units: number): number {
  let best = 0;
  unitStops.forEach((stop, index) => {
    if (Math.abs(stop - units) < Math.abs((unitStops[best] ?? 0) - units)) best = index;
  });
  return best;
}
