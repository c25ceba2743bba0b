import type { Series } from '#shared/contract/runs.ts';

/** One line of a chart. */
export interface ChartLine {
  /** The same for as long as the line is the same, so that hiding it lasts. */
  id: string;
  label: string;
  /** A CSS colour. */
  colour: string;
  dash?: readonly number[];
  /** Drawn thin, behind the others: a companion such as the loss of each batch. */
  faint?: boolean;
  /** Drawn thin and at half strength: what the others are compared with. */
  behind?: boolean;
  /** Measured at every step: drawn as median and range of short stretches until the chart is zoomed. */
  noisy?: boolean;
  series: Series;
  /** How many steps one unit of the x axis is: 1 for steps, the steps of an epoch for epochs. */
  stepsPerUnit: number;
  /** Units of the x axis at step 0; 0 unless given. */
  unitsBefore?: number;
}

export type ScaleKind = 'linear' | 'logarithmic';

export interface ChartPoint {
  x: number;
  /** NaN is a gap. */
  y: number;
}

/** Where a step of a line lies, in axis units. */
export function placeOf({ stepsPerUnit, unitsBefore = 0 }: ChartLine, step: number): number {
  return step / stepsPerUnit + unitsBefore;
}

/** A line's points in axis units. On a logarithmic axis what is not above 0 cannot be shown and is a gap. */
export function pointsOf(line: ChartLine, kind: ScaleKind): ChartPoint[] {
  return line.series.step.map((step, index) => {
    const value = line.series.value[index] ?? Number.NaN;
    return { x: placeOf(line, step), y: kind === 'logarithmic' && value <= 0 ? Number.NaN : value };
  });
}

/** The value of the point nearest to `x` (axis units); null at a gap, and where the line has not come to or has ended. */
export function valueAt(line: ChartLine, x: number): number | null {
  const { step, value } = line.series;
  const wanted = (x - (line.unitsBefore ?? 0)) * line.stepsPerUnit;
  const slack = line.stepsPerUnit / 2;
  if (wanted < (step[0] ?? Infinity) - slack || wanted > (step.at(-1) ?? -Infinity) + slack) return null;
  let low = 0;
  let high = step.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((step[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  const after = step[low] ?? Infinity;
  const before = step[low - 1] ?? -Infinity;
  const nearest = wanted - before <= after - wanted ? low - 1 : low;
  return value[nearest] ?? null;
}

/** Lowest and highest x of all lines, in axis units; null where there is no point. */
export function rangeOf(lines: readonly ChartLine[]): [number, number] | null {
  let [from, to] = [Infinity, -Infinity];
  for (const line of lines) {
    const steps = line.series.step;
    if (steps.length === 0) continue;
    from = Math.min(from, placeOf(line, steps[0] ?? 0));
    to = Math.max(to, placeOf(line, steps.at(-1) ?? 0));
  }
  return from <= to ? [from, to] : null;
}

/** The last value that is a number. */
export function lastValue(line: ChartLine): number | null {
  return line.series.value.findLast((value) => value !== null) ?? null;
}

/** Lowest and highest value; null where there is none. */
export function extremesOf(line: ChartLine): [number, number] | null {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of line.series.value) {
    if (value === null) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return lowest <= highest ? [lowest, highest] : null;
}
