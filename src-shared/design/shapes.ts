import { problem } from '../problem.ts';
import { depth, widths, type Activation, type Design } from './design.ts';
import type { Task } from './task.ts';

/** [rows, columns] as the course writes them. */
export type Shape = readonly [number, number];

export interface LayerShapes {
  l: number;
  /** (n_l, n_{l-1}); dW has the same. */
  W: Shape;
  /** (n_l, 1); db has the same. */
  b: Shape;
  /** (n_l, m); dZ has the same. */
  Z: Shape;
  /** (n_l, m); dA has the same. */
  A: Shape;
  dW: Shape;
  db: Shape;
  dZ: Shape;
  dA: Shape;
  /** n_l · n_{l-1} + n_l. */
  parameters: number;
  /** One forward and one backward pass over the batch; a multiply-add counts as two. */
  flops: number;
  symbolic: Record<'W' | 'b' | 'Z' | 'A' | 'dW' | 'db' | 'dZ' | 'dA', string>;
}

export interface NetworkShapes {
  L: number;
  m: number;
  layers: LayerShapes[];
  totals: { parameters: number; flops: number };
}

/** The dimensions of every tensor of a design for a batch of m examples. */
export function shapesOf(design: Design, m: number): NetworkShapes {
  const n = widths(design);
  const layers = design.layers.map((layer, index): LayerShapes => {
    const l = index + 1;
    const rows = layer.units;
    const inner = n[l - 1] ?? 0;
    const W: Shape = [rows, inner];
    const b: Shape = [rows, 1];
    const Z: Shape = [rows, m];
    const product = 2 * rows * inner * m;
    return {
      l,
      W,
      b,
      Z,
      A: Z,
      dW: W,
      db: b,
      dZ: Z,
      dA: Z,
      parameters: rows * inner + rows,
      // Z = W A_prev, dW = dZ A_prevᵀ and, above layer 1, dA_prev = Wᵀ dZ; then bias and activation.
      flops: product * (l > 1 ? 3 : 2) + 4 * rows * m,
      symbolic: symbolic(l),
    };
  });
  return {
    L: depth(design),
    m,
    layers,
    totals: {
      parameters: sum(layers.map((layer) => layer.parameters)),
      flops: sum(layers.map((layer) => layer.flops)),
    },
  };
}

/** Σ over layers of n_l · n_{l-1} + n_l: what training finds. */
export function parameterCount(design: Design): number {
  return shapesOf(design, 1).totals.parameters;
}

/**
 * Refuses a design whose layers, loss or ends do not go together, naming the layer, the two inner
 * dimensions that clash and the fix. Without a task only what the design says of itself is checked.
 *
 * @throws ProblemError design.softmaxNotLast, design.loss, design.taskLoss, design.inputs, design.outputs
 */
export function checkDesign(design: Design, task?: Task): void {
  const L = depth(design);
  design.layers.forEach((layer, index) => {
    if (layer.activation === 'softmax' && index + 1 < L)
      throw problem('design.softmaxNotLast', { layer: index + 1, last: L });
  });
  checkLoss(design);
  if (task === undefined) return;
  if (design.inputs !== task.inputs)
    throw problem('design.inputs', { inputs: design.inputs, features: task.inputs });
  const outputs = design.layers[L - 1]?.units ?? 0;
  if (outputs !== task.outputs)
    throw problem('design.outputs', { layer: L, units: outputs, needed: task.outputs });
  const expected = {
    binary: 'binaryCrossEntropy',
    multiclass: 'crossEntropy',
    regression: 'meanSquaredError',
  };
  if (task.kind !== 'regression' && design.loss === 'meanSquaredError') return;
  if (design.loss !== expected[task.kind])
    throw problem('design.taskLoss', {
      loss: design.loss,
      layer: L,
      activation: design.layers[L - 1]?.activation ?? '',
      task: task.kind,
      needed: expected[task.kind],
    });
}

function checkLoss(design: Design): void {
  const L = depth(design);
  const last = design.layers[L - 1];
  if (last === undefined) return;
  const refuse = (needed: Activation) => {
    throw problem('design.loss', { loss: design.loss, layer: L, activation: last.activation, needed });
  };
  if (design.loss === 'binaryCrossEntropy' && last.activation !== 'sigmoid') refuse('sigmoid');
  if (design.loss === 'crossEntropy' && last.activation !== 'softmax') refuse('softmax');
  if (last.activation === 'softmax' && last.units < 2)
    throw problem('design.outputs', { layer: L, units: last.units, needed: 2 });
}

/**
 * Refuses a weight matrix that does not meet the layer below.
 *
 * @throws ProblemError design.weightShape
 */
export function checkWeightShape(design: Design, l: number, found: Shape): void {
  const n = widths(design);
  const [rows, inner] = [n[l] ?? 0, n[l - 1] ?? 0];
  if (found[0] !== rows || found[1] !== inner)
    throw problem('design.weightShape', {
      layer: l,
      found: `(${found[0]}, ${found[1]})`,
      inner: found[1],
      needed: inner,
      expected: `(n_${l}, n_${l - 1}) = (${rows}, ${inner})`,
    });
}

function symbolic(l: number): LayerShapes['symbolic'] {
  const W = `(n_${l}, n_${l - 1})`;
  const b = `(n_${l}, 1)`;
  const Z = `(n_${l}, m)`;
  return { W, b, Z, A: Z, dW: W, db: b, dZ: Z, dA: Z };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
