import type { Leak } from '#shared/contract/data-looks.ts';
import type { Dataset } from '../dataset.ts';

/** Beyond this, a column and the target lie on one line for all that matters. */
const nearlyOne = 0.999;
/** A column with more values than this share of the rows tells them apart anyway. */
const fewValues = 0.2;
/** Fewer rows say nothing about a column. */
const fewestRows = 10;
/** Rows between two looks at whether the classes already touch. */
const lookEvery = 1024;

/** Columns that may give the target away, each with the strongest reason. */
export function findLeaks(dataset: Dataset): Leak[] {
  const { features, examples, classes } = dataset;
  if (examples < fewestRows) return [];
  const find = classes.length === 0 ? leakOfValues : leakOfClasses;
  return features.flatMap((column, at) => {
    const found = find(dataset, at);
    return found === null ? [] : [{ column, ...found }];
  });
}

type Found = Omit<Leak, 'column'>;

function leakOfClasses(dataset: Dataset, column: number): Found | null {
  const plain = (kind: Leak['kind']): Found => ({ kind, correlation: null });
  if (equalsTarget(dataset, column)) return plain('equals');
  if (determinesClass(dataset, column)) return plain('determines');
  if (separatesClasses(dataset, column)) return plain('separates');
  return null;
}

function leakOfValues(dataset: Dataset, column: number): Found | null {
  if (dataset.task.outputs !== 1) return null;
  if (equalsTarget(dataset, column)) return { kind: 'equals', correlation: null };
  const correlation = correlationWithTarget(dataset, column);
  return Math.abs(correlation) > nearlyOne ? { kind: 'correlates', correlation } : null;
}

function equalsTarget({ X, Y, examples, task }: Dataset, column: number): boolean {
  let first = true;
  let varies = false;
  let before = 0;
  for (let row = 0; row < examples; row += 1) {
    const value = X[row * task.inputs + column] ?? Number.NaN;
    if (value !== Y[row]) return false;
    varies ||= !first && value !== before;
    before = value;
    first = false;
  }
  return varies;
}

/** Whether every value of the column, of which there are few, comes with one class only. */
function determinesClass({ X, Y, examples, task }: Dataset, column: number): boolean {
  const classOf = new Map<number, number>();
  const most = examples * fewValues;
  for (let row = 0; row < examples; row += 1) {
    const value = X[row * task.inputs + column] ?? Number.NaN;
    const known = classOf.get(value);
    const y = Y[row] ?? 0;
    if (known === undefined) classOf.set(value, y);
    else if (known !== y) return false;
    if (classOf.size > most) return false;
  }
  return new Set(classOf.values()).size > 1;
}

type Range = [least: number, most: number];

/** Whether the ranges of the classes do not touch. */
function separatesClasses({ X, Y, examples, classes, task }: Dataset, column: number): boolean {
  const ranges = classes.map((): Range => [Infinity, -Infinity]);
  for (let row = 0; row < examples; row += 1) {
    const value = X[row * task.inputs + column] ?? Number.NaN;
    const range = ranges[Y[row] ?? 0];
    if (Number.isNaN(value)) return false;
    if (range === undefined) continue;
    range[0] = Math.min(range[0], value);
    range[1] = Math.max(range[1], value);
    if (row % lookEvery === 0 && row > 0 && touch(ranges)) return false;
  }
  return ranges.filter(isFilled).length > 1 && !touch(ranges);
}

const isFilled = ([least, most]: Range) => least <= most;

function touch(ranges: readonly Range[]): boolean {
  const found = ranges.filter(isFilled).sort((a, b) => a[0] - b[0]);
  return found.some(([least], at) => at > 0 && least <= (found[at - 1]?.[1] ?? 0));
}

/** Over the rows where the value is there; 0 where one of both does not vary. */
function correlationWithTarget({ X, Y, examples, task }: Dataset, column: number): number {
  const at = (row: number) => X[row * task.inputs + column] ?? Number.NaN;
  let [count, meanX, meanY] = [0, 0, 0];
  for (let row = 0; row < examples; row += 1) {
    if (Number.isNaN(at(row))) continue;
    count += 1;
    meanX += (at(row) - meanX) / count;
    meanY += ((Y[row] ?? 0) - meanY) / count;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < examples; row += 1) {
    if (Number.isNaN(at(row))) continue;
    const [dx, dy] = [at(row) - meanX, (Y[row] ?? 0) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
