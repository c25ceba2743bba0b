/** The middle of measured numbers, and between which they lie. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** @throws RangeError without numbers */
export function describeSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  if (sorted.length === 0) throw new RangeError('nothing was measured');
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}

/**
 * a / b round by round, so that what slowed a round meets both sides; rounds in which one of them was not measured
 * are left out.
 *
 * @returns null where no round has both
 */
export function compareRounds(a: readonly (number | null)[], b: readonly (number | null)[]): Spread | null {
  const ratios = a.flatMap((value, round) => {
    const other = b[round] ?? null;
    return value === null || other === null ? [] : [value / other];
  });
  return ratios.length === 0 ? null : describeSpread(ratios);
}
