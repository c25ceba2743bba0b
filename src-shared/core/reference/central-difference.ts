// Short steps are for kinks and sharp bends: they stay on one side, at the price of digits lost to rounding.
const steps = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7] as const;
/** How far a variable is moved at most. */
export const longestStep = steps[0];

/** A number that depends on what is varied. */
export interface Probe {
  /** The number as the variables stand; undefined when a unit is no longer on its side of a kink. */
  read: () => number | undefined;
  /** How far rounding may move it. */
  rounding: number;
}

export interface Comparison {
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖); 0 where both are zero. */
  error: number;
  /** Whether the error is more than that of exact numbers, and no more than rounding alone can make it. */
  isHidden: boolean;
  /** Numbers left out, because every step carries a unit over a kink. */
  kinks: number;
  /** Numbers compared or left out. */
  checked: number;
}

/**
 * Compares a gradient g with differences ĝ of a number, variable by variable. The variables are left as they were.
 *
 * @param most of more variables, this many are compared, evenly spread
 */
export function compareWithDifferences(
  variables: Float64Array,
  gradient: Float64Array,
  probe: Probe,
  most: number,
): Comparison {
  let [difference, analytic, numeric, rounding, kinks] = [0, 0, 0, 0, 0];
  const checked = Math.min(most, variables.length);
  for (let i = 0; i < checked; i++) {
    const index = Math.floor((i * variables.length) / checked);
    const estimate = estimateSlope(variables, index, probe);
    if (estimate === undefined) {
      kinks += 1;
      continue;
    }
    difference += (gradient[index]! - estimate.slope) ** 2;
    analytic += gradient[index]! ** 2;
    numeric += estimate.slope ** 2;
    rounding += estimate.rounding ** 2;
  }
  const sizes = Math.sqrt(analytic) + Math.sqrt(numeric);
  const error = difference === 0 ? 0 : Math.sqrt(difference) / sizes;
  const isHidden = error > 1e-8 && difference <= rounding;
  return { error, isHidden, kinks, checked };
}

interface Estimate {
  slope: number;
  /** How far rounding may have moved the slope, and how far the bends of the number. */
  rounding: number;
  bending: number;
}

/** The slope along one variable, by the step that tells it best; undefined when every step crosses a kink. */
function estimateSlope(variables: Float64Array, index: number, probe: Probe): Estimate | undefined {
  let best: Estimate | undefined;
  for (const h of steps) {
    const found = estimateWithStep(variables, index, probe, h);
    if (found === undefined) continue;
    if (best === undefined || found.rounding + found.bending < best.rounding + best.bending) best = found;
    if (found.bending <= 1e-9 * Math.abs(found.slope) + found.rounding) break;
  }
  return best;
}

/** Central differences of step h, h/2 and h/4, combined so that the error falls with h⁶ (Richardson). */
function estimateWithStep(
  variables: Float64Array,
  index: number,
  { read, rounding }: Probe,
  h: number,
): Estimate | undefined {
  const start = variables[index]!;
  const differences: number[] = [];
  for (const offset of [h, h / 2, h / 4]) {
    variables[index] = start + offset;
    const up = read();
    variables[index] = start - offset;
    const down = read();
    variables[index] = start;
    if (up === undefined || down === undefined) return undefined;
    differences.push((up - down) / (2 * offset));
  }
  const [whole, half, quarter] = differences as [number, number, number];
  const [coarse, fine] = [(4 * half - whole) / 3, (4 * quarter - half) / 3];
  const slope = (16 * fine - coarse) / 15;
  return { slope, rounding: (4 * rounding) / h, bending: Math.abs(slope - fine) };
}
