// Short steps are for networks with kinks or sharp bends: fewer units cross, at the price of digits lost to rounding.
const steps = [1e-3, 1e-4, 1e-5] as const;

/** A number that depends on what is varied. */
export interface Probe {
  /** The number as the variables stand; undefined when a unit is no longer on its side of a kink. */
  read: () => number | undefined;
  /** How far rounding may move it. */
  rounding: number;
}

export interface Comparison {
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖); 0 where both are zero as far as rounding lets them be told. */
  error: number;
  /** Whether rounding alone can make the error, or has hidden g altogether. */
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
  const isZero = analytic <= rounding && numeric <= rounding;
  const sizes = Math.sqrt(analytic) + Math.sqrt(numeric);
  const error = isZero || difference === 0 ? 0 : Math.sqrt(difference) / sizes;
  const isHidden = (isZero && rounding > 0) || (difference <= rounding && error > 1e-8);
  return { error, isHidden, kinks, checked };
}

interface Estimate {
  slope: number;
  /** How far rounding, and what h⁴ leaves of the bends, may have moved the slope. */
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
    if (found.bending <= 1e-8 * Math.abs(found.slope)) break;
  }
  return best;
}

/** Central differences of step h and h/2, combined so that the error falls with h⁴ (Richardson). */
function estimateWithStep(
  variables: Float64Array,
  index: number,
  { read, rounding }: Probe,
  h: number,
): Estimate | undefined {
  const start = variables[index]!;
  const [up, down, halfUp, halfDown] = [h, -h, h / 2, -h / 2].map((offset) => {
    variables[index] = start + offset;
    return read();
  });
  variables[index] = start;
  if (up === undefined || down === undefined || halfUp === undefined || halfDown === undefined)
    return undefined;
  const half = (halfUp - halfDown) / h;
  const slope = (4 * half - (up - down) / (2 * h)) / 3;
  // The combination is off by about the square of the share by which it mended the half step.
  const mended = Math.abs(slope - half);
  const bending = mended === 0 ? 0 : mended * Math.min(1, mended / Math.abs(slope));
  return { slope, rounding: (2 * rounding) / h, bending };
}
