import type { Clash, Fix } from './clashes.ts';
import { depth, limits, widths, type Design } from './design.ts';

/** An array of a weight file: its name, such as `W2`, and its shape. */
export interface NamedShape {
  name: string;
  shape: readonly number[];
}

/** What of the weights W1 b1 … WL bL in a file does not fit a design, layer by layer. */
export function weightClashes(design: Design, arrays: readonly NamedShape[]): Clash[] {
  const n = widths(design);
  const L = depth(design);
  const inFile = fileDepth(arrays);
  const ofFile = widthsOfFile(arrays);
  const whole: Fix[] = ofFile === null ? [] : [{ kind: 'widths', widths: ofFile }];
  if (inFile !== L) return [{ kind: 'depth', found: inFile, needed: L, fixes: whole }];
  return n.slice(1).flatMap((rows, index) => {
    const l = index + 1;
    return [
      ...matrixClashes(shapeOf(arrays, `W${l}`), { l, rows, columns: n[index] ?? 0, L }, whole),
      ...biasClashes(shapeOf(arrays, `b${l}`), l, rows),
    ];
  });
}

/** The W of a layer as a file has it, (rows, columns); undefined where it has none. */
export function weightShapeIn(
  arrays: readonly NamedShape[],
  l: number,
): readonly [number, number] | undefined {
  const [rows, columns] = shapeOf(arrays, `W${l}`) ?? [];
  return rows === undefined || columns === undefined ? undefined : [rows, columns];
}

interface Wanted {
  l: number;
  rows: number;
  columns: number;
  L: number;
}

function matrixClashes(
  shape: readonly number[] | undefined,
  { l, rows, columns, L }: Wanted,
  whole: readonly Fix[],
): Clash[] {
  const [r, c] = shape ?? [];
  if (r === undefined || c === undefined) return [];
  if (r === columns && c === rows && r !== c)
    return [{ kind: 'weightTurned', l, found: r, needed: rows, fixes: [] }];
  const clashes: Clash[] = [];
  if (c !== columns)
    clashes.push({
      ...{ kind: 'weightColumns', l, found: c, needed: columns },
      fixes: [{ kind: 'units', l: l - 1, units: c }, ...whole],
    });
  if (r !== rows)
    clashes.push({
      ...{ kind: 'weightRows', l, found: r, needed: rows },
      // Only the data may change the output.
      fixes: [...(l < L ? [{ kind: 'units' as const, l, units: r }] : []), ...whole],
    });
  return clashes;
}

function biasClashes(shape: readonly number[] | undefined, l: number, rows: number): Clash[] {
  if (shape === undefined) return [];
  const found = shape.reduce((product, length) => product * length, 1);
  return found === rows ? [] : [{ kind: 'bias', l, found, needed: rows, fixes: [] }];
}

function shapeOf(arrays: readonly NamedShape[], name: string): readonly number[] | undefined {
  return arrays.find((array) => array.name === name)?.shape;
}

/** The largest l of any W_l. */
function fileDepth(arrays: readonly NamedShape[]): number {
  return Math.max(0, ...arrays.map(({ name }) => Number(/^W(\d+)$/.exec(name)?.[1] ?? 0)));
}

/** n_0 … n_L of the file where its matrices fit each other; null where they do not. */
function widthsOfFile(arrays: readonly NamedShape[]): number[] | null {
  const n: number[] = [];
  for (let l = 1; l <= fileDepth(arrays); l += 1) {
    const [rows, columns] = weightShapeIn(arrays, l) ?? [0, 0];
    if (rows < 1 || rows > limits.units || columns < 1) return null;
    if (l === 1) n.push(columns);
    else if (n.at(-1) !== columns) return null;
    n.push(rows);
  }
  return n.length < 2 || n.length > limits.layers + 1 ? null : n;
}
