import { toSampleMajor } from '#shared/core/inspect/course-order.ts';
import type { Layer } from '#shared/core/reference/layers/layer.ts';
import { createNormalization } from '#shared/core/reference/layers/normalization.ts';
import { widths, type Design } from '#shared/design/design.ts';
import { problem } from '#shared/problem.ts';
import type { NumpyArray } from '../formats/npy.ts';

/** A batch in the buffers' lay-out: X (n_0, m), Y (n_L, m), sample-major. */
export interface Batch {
  X: Float64Array;
  Y: Float64Array;
  m: number;
}

type Arrays = ReadonlyMap<string, NumpyArray>;

/**
 * The layers of a design with the parameters W1 b1 … WL bL of a file, and gamma_l and beta_l of normalised layers.
 *
 * @throws ProblemError arrays.missing, arrays.extra, arrays.shape, arrays.cell
 */
export function takeWeights(design: Design, arrays: Arrays, file: string): Layer[] {
  const n = widths(design);
  const shapes = new Map<string, Shape>();
  design.layers.forEach(({ units, normalization }, index) => {
    const l = index + 1;
    shapes.set(`W${l}`, { text: `(n_${l}, n_${index})`, rows: units, columns: n[index] ?? 0 });
    for (const name of normalization === undefined ? ['b'] : ['b', 'gamma', 'beta'])
      shapes.set(`${name}${l}`, { text: `(n_${l}, 1)`, rows: units, columns: 1 });
  });
  refuseOtherNames(arrays, shapes, file);
  const take = (name: string) => takeMatrix(arrays, name, shapes.get(name), file);
  return design.layers.map(({ units, activation, normalization, residualFrom }, index) => {
    const l = index + 1;
    const [W, b] = [take(`W${l}`), take(`b${l}`)];
    const skip = residualFrom === undefined ? {} : { residualFrom };
    if (normalization === undefined) return { W, b, activation, ...skip };
    const learned = { gamma: take(`gamma${l}`), beta: take(`beta${l}`) };
    return {
      ...{ W, b, activation, ...skip },
      normalization: { ...createNormalization(normalization, units), ...learned },
    };
  });
}

/**
 * X and Y of a file, for a design.
 *
 * @throws ProblemError arrays.missing, arrays.extra, arrays.shape, arrays.cell, arrays.columnSum
 */
export function takeBatch(design: Design, arrays: Arrays, file: string): Batch {
  const n = widths(design);
  const L = design.layers.length;
  const [inputs, outputs] = [n[0] ?? 0, n[L] ?? 0];
  const m = arrays.get('X')?.shape[1] ?? 0;
  const shapes = new Map<string, Shape>([
    ['X', { text: '(n_0, m)', rows: inputs, ...(m > 0 ? { columns: m } : {}) }],
    ['Y', { text: `(n_${L}, m)`, rows: outputs, ...(m > 0 ? { columns: m } : {}) }],
  ]);
  refuseOtherNames(arrays, shapes, file);
  const X = takeMatrix(arrays, 'X', shapes.get('X'), file);
  const Y = takeMatrix(arrays, 'Y', shapes.get('Y'), file);
  refuseWrongTargets(design, Y, m, file);
  return { X: toSampleMajor(X, inputs), Y: toSampleMajor(Y, outputs), m };
}

interface Shape {
  text: string;
  rows: number;
  /** Absent where any number of examples will do. */
  columns?: number;
}

function refuseOtherNames(arrays: Arrays, shapes: ReadonlyMap<string, Shape>, file: string): void {
  const describe = (names: string[]) =>
    listShort(names.map((name) => `${name} ${describeShape(shapes.get(name))}`));
  const missing = [...shapes.keys()].filter((name) => !arrays.has(name));
  if (missing.length > 0) {
    const found = [...arrays].map(([name, { shape }]) => `${name} (${shape.join(', ')})`);
    throw problem('arrays.missing', { file, missing: describe(missing), found: listShort(found) });
  }
  const extra = [...arrays].filter(([name]) => !shapes.has(name));
  if (extra.length > 0)
    throw problem('arrays.extra', {
      file,
      extra: listShort(extra.map(([name, { shape }]) => `${name} (${shape.join(', ')})`)),
      accepted: listShort([...shapes.keys()]),
    });
}

/** A matrix of the file, row by row, all of it finite. */
function takeMatrix(arrays: Arrays, name: string, expected: Shape | undefined, file: string): Float64Array {
  const { shape, values } = arrays.get(name) ?? { shape: [], values: new Float64Array(0) };
  const [rows = 0, columns = 0] = shape;
  const fits = shape.length === 2 && rows === expected?.rows && columns > 0;
  if (!fits || columns !== (expected.columns ?? columns))
    throw problem('arrays.shape', {
      file,
      name,
      found: shape.length === 1 ? `(${rows},)` : `(${shape.join(', ')})`,
      expected: describeShape(expected),
    });
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw refuseValue(file, name, bad, columns, values[bad], 'finite numbers are accepted');
  return Float64Array.from(values);
}

/** Targets that the loss has no meaning for: dZ_L = A_L − Y holds only for probabilities, t = 2y − 1 for 0 and 1. */
function refuseWrongTargets({ loss }: Design, Y: Float64Array, m: number, file: string): void {
  if (loss === 'meanSquaredError' || loss === 'huber') return;
  const isHinge = loss === 'hinge';
  const bad = Y.findIndex((y) => y < 0 || y > 1 || (isHinge && y !== 0 && y !== 1));
  const accepted = `${loss} accepts ${isHinge ? 'the targets 0 and 1' : 'targets from 0 to 1'}`;
  if (bad >= 0) throw refuseValue(file, 'Y', bad, m, Y[bad], accepted);
  if (loss !== 'crossEntropy') return;
  for (let i = 0; i < m; i++) {
    let sum = 0;
    for (let at = i; at < Y.length; at += m) sum += Y[at] ?? 0;
    if (Math.abs(sum - 1) > 1e-6) throw problem('arrays.columnSum', { file, name: 'Y', column: i + 1, sum });
  }
}

/** Rows and columns are counted from 1. */
function refuseValue(
  file: string,
  name: string,
  index: number,
  columns: number,
  value: number | undefined,
  accepted: string,
) {
  const row = Math.floor(index / columns) + 1;
  return problem('arrays.cell', {
    file,
    name,
    row,
    column: (index % columns) + 1,
    value: String(value),
    accepted,
  });
}

function describeShape(shape: Shape | undefined): string {
  if (shape === undefined) return '';
  return `${shape.text} = (${shape.rows}, ${shape.columns ?? 'm, 1 or more'})`;
}

/** A list that stays one line, however many there are. */
function listShort(items: readonly string[]): string {
  const most = 8;
  if (items.length === 0) return 'nothing';
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown}, … (+${items.length - most})` : shown;
}
