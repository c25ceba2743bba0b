import { limits, widths, type Design, type Layer } from './design.ts';
import { shapesOf, type Shape, type Tensor } from './shapes.ts';

/** 1: parameters · 2: and what flows forward · 3: and every gradient · 4: all of them, in a network drawn at random. */
export const drillLevels = [1, 2, 3, 4] as const;
export type DrillLevel = (typeof drillLevels)[number];

/** A shape that is hidden. */
export interface DrillQuestion {
  l: number;
  tensor: Tensor;
}
export interface Drill {
  level: DrillLevel;
  /** n_0 … n_L. */
  widths: readonly number[];
  m: number;
  questions: readonly DrillQuestion[];
}

/** What was thought wrong; `rows`, `columns` and `both` where nothing more can be told. */
export type Mistake =
  | 'swapped'
  | 'ownUnits'
  | 'noExamples'
  | 'examplesInBias'
  | 'weights'
  | 'otherLayer'
  | 'rows'
  | 'columns'
  | 'both';

const asked: Record<DrillLevel, readonly Tensor[]> = {
  1: ['W', 'b'],
  2: ['W', 'b', 'Z', 'A'],
  3: ['W', 'b', 'Z', 'A', 'dW', 'db', 'dZ', 'dA'],
  4: ['W', 'b', 'Z', 'A', 'dW', 'db', 'dZ', 'dA'],
};
const questions = 6;

/** @param random numbers from 0 up to but not including 1 */
export function makeDrill(design: Design, m: number, level: DrillLevel, random: () => number): Drill {
  const n = level === 4 ? drawWidths(random) : widths(design);
  const examples = level === 4 ? pick(sizes, random) : m;
  const pool = n
    .slice(1)
    .flatMap((_, index) => asked[level].map((tensor): DrillQuestion => ({ l: index + 1, tensor })));
  const chosen: DrillQuestion[] = [];
  while (chosen.length < questions && pool.length > 0)
    chosen.push(...pool.splice(Math.floor(random() * pool.length), 1));
  const place = ({ l, tensor }: DrillQuestion) => l * 10 + asked[3].indexOf(tensor);
  return { level, widths: n, m: examples, questions: chosen.sort((a, b) => place(a) - place(b)) };
}

/** The shape that a question hides. */
export function drillAnswer(drill: Drill, { l, tensor }: DrillQuestion): Shape {
  const shape = shapesOfDrill(drill)[l - 1]?.[tensor];
  if (shape === undefined) throw new RangeError(`the drill has no layer ${l}`);
  return shape;
}

/** Null where the answer is right; else what was most likely thought. */
export function findMistake(drill: Drill, question: DrillQuestion, [rows, columns]: Shape): Mistake | null {
  const right = drillAnswer(drill, question);
  const is = (shape: Shape) => shape[0] === rows && shape[1] === columns;
  if (is(right)) return null;
  if (is([right[1], right[0]])) return 'swapped';
  const { l, tensor } = question;
  const n = drill.widths[l] ?? 0;
  const ofLayer = shapesOfDrill(drill)[l - 1];
  const kind = tensor.replace('d', '');
  if (kind === 'W' && is([n, n])) return 'ownUnits';
  if (kind === 'b' && is([n, drill.m])) return 'examplesInBias';
  const flows = kind === 'Z' || kind === 'A';
  if (flows && is([n, 1])) return 'noExamples';
  if (flows && ofLayer !== undefined && is(ofLayer.W)) return 'weights';
  if (shapesOfDrill(drill).some((layer) => layer.l !== l && is(layer[tensor]))) return 'otherLayer';
  if (columns === right[1]) return 'rows';
  return rows === right[0] ? 'columns' : 'both';
}

function shapesOfDrill({ widths: [inputs = 1, ...units], m }: Drill) {
  const layers = units.map((width): Layer => ({ units: width, activation: 'linear' }));
  return shapesOf({ format: 'layerbench/design@1', name: 'drill', inputs, layers, loss: 'huber' }, m).layers;
}

/** Sizes that are told apart at a glance; a batch has one of them too. */
const sizes = [3, 5, 7, 10, 12, 20, 28, 50, 64, 100, 128, 256, 784].filter((size) => size <= limits.units);

function drawWidths(random: () => number): number[] {
  const pool = [...sizes];
  const count = 4 + Math.floor(random() * 2);
  return Array.from({ length: count }, () => pool.splice(Math.floor(random() * pool.length), 1)[0] ?? 1);
}

function pick(from: readonly number[], random: () => number): number {
  return from[Math.floor(random() * from.length)] ?? 1;
}
