// The short step is for networks with kinks: fewer units cross, at the price of four digits to rounding.
const steps = [1e-3, 1e-5] as const;

/** The longest step that differences are taken over; it decides how much of them is rounding. */
export const longestStep = steps[0];

export interface Comparison {
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖); 0 where both are zero. */
  error: number;
  /** ‖g‖ over the numbers compared. */
  norm: number;
  /** Numbers left out, because every step carries a unit over the kink of its activation. */
  kinks: number;
  /** Numbers compared or left out. */
  checked: number;
}

/**
 * Compares a gradient g with differences ĝ of a value, variable by variable: central differences of step h and h/2,
 * combined so that the error falls with h⁴ (Richardson). The variables are left as they were.
 *
 * @param value the value as the variables stand; undefined when a unit is no longer on its side of a kink
 * @param most of more variables, this many are compared, evenly spread
 */
export function compareWithDifferences(
  variables: Float64Array,
  gradient: Float64Array,
  value: () => number | undefined,
  most: number,
): Comparison {
  let [difference, analytic, numeric, kinks] = [0, 0, 0, 0];
  const checked = Math.min(most, variables.length);
  for (let i = 0; i < checked; i++) {
    const index = Math.floor((i * variables.length) / checked);
    const slope = estimateSlope(variables, index, value);
    if (slope === undefined) {
      kinks += 1;
      continue;
    }
    difference += (gradient[index]! - slope) ** 2;
    analytic += gradient[index]! ** 2;
    numeric += slope ** 2;
  }
  const norm = Math.sqrt(analytic);
  const error = difference === 0 ? 0 : Math.sqrt(difference) / (norm + Math.sqrt(numeric));
  return { error, norm, kinks, checked };
}

/** The slope along one variable, or undefined when every step crosses a kink. */
function estimateSlope(
  variables: Float64Array,
  index: number,
  value: () => number | undefined,
): number | undefined {
  const start = variables[index]!;
  for (const h of steps) {
    const [up, down, halfUp, halfDown] = [h, -h, h / 2, -h / 2].map((offset) => {
      variables[index] = start + offset;
      return value();
    });
    variables[index] = start;
    if (up !== undefined && down !== undefined && halfUp !== undefined && halfDown !== undefined)
      return (4 * ((halfUp - halfDown) / h) - (up - down) / (2 * h)) / 3;
  }
  return undefined;
}
