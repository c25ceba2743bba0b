import { problem } from '../problem.ts';
import { depth, widths, type Design, type Layer } from './design.ts';
import { checkLoss } from './check-loss.ts';
import { checkResiduals } from './residuals.ts';
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
  /** (n_l, 1), where the layer is normalised; dgamma has the same. */
  gamma?: Shape;
  /** (n_l, 1), where the layer is normalised; dbeta has the same. */
  beta?: Shape;
  dgamma?: Shape;
  dbeta?: Shape;
  /** n_l · n_{l-1} + n_l, and 2 n_l more where the layer is normalised. */
  parameters: number;
  /** One forward and one backward training pass over the batch; a multiply-add counts as two. */
  flops: number;
  symbolic: Record<Tensor, string> & Partial<Record<NormalizationTensor, string>>;
}

export type Tensor = 'W' | 'b' | 'Z' | 'A' | 'dW' | 'db' | 'dZ' | 'dA';
export type NormalizationTensor = 'gamma' | 'beta' | 'dgamma' | 'dbeta';

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
      ...(layer.normalization && { gamma: b, beta: b, dgamma: b, dbeta: b }),
      parameters: rows * inner + rows * (layer.normalization ? 3 : 1),
      // Z = W A_prev, dW = dZ A_prevᵀ and, above layer 1, dA_prev = Wᵀ dZ; then what is done to each entry.
      flops: product * (l > 1 ? 3 : 2) + entryFlops(layer) * rows * m,
      symbolic: symbolic(l, layer),
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

/**
 * Operations on each entry of Z, forward and backward. Bias, activation, its derivative and db: 4. Normalisation: the
 * mean and the deviation from it 2, the variance 2, ẑ 1, γẑ + β 2; back the sums of dZ and dZ ⊙ ẑ 3, which also give
 * dγ and dβ, their shares 4 and γ/σ 1. A residual adds once each way; a dropout mask multiplies once each way.
 */
function entryFlops({ normalization, residualFrom, dropout = 0 }: Layer): number {
  return 4 + (normalization ? 15 : 0) + (residualFrom === undefined ? 0 : 2) + (dropout > 0 ? 2 : 0);
}

/** Σ over layers of n_l · n_{l-1} + n_l, and 2 n_l where a layer is normalised: what training finds. */
export function parameterCount(design: Design): number {
  return shapesOf(design, 1).totals.parameters;
}

/**
 * Refuses a design whose layers, loss or ends do not go together, naming the layer, the two dimensions that clash
 * and the fix. Without a task only what the design says of itself is checked.
 *
 * @throws ProblemError design.softmaxNotLast, design.outputDropout, design.residualPlace, design.residualWidth,
 * design.loss, design.taskLoss, design.inputs, design.outputs
 */
export function checkDesign(design: Design, task?: Task): void {
  const L = depth(design);
  const last = design.layers[L - 1];
  design.layers.forEach((layer, index) => {
    if (layer.activation === 'softmax' && index + 1 < L)
      throw problem('design.softmaxNotLast', { layer: index + 1, last: L });
  });
  if ((last?.dropout ?? 0) > 0) throw problem('design.outputDropout', { layer: L });
  checkResiduals(design);
  checkLoss(design);
  if (last?.activation === 'softmax' && last.units < 2)
    throw problem('design.outputs', { layer: L, units: last.units, needed: 2 });
  if (task === undefined) return;
  if (design.inputs !== task.inputs)
    throw problem('design.inputs', { inputs: design.inputs, features: task.inputs });
  const outputs = last?.units ?? 0;
  if (outputs !== task.outputs)
    throw problem('design.outputs', { layer: L, units: outputs, needed: task.outputs });
  checkLoss(design, task.kind);
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

function symbolic(l: number, { normalization }: Layer): LayerShapes['symbolic'] {
  const W = `(n_${l}, n_${l - 1})`;
  const b = `(n_${l}, 1)`;
  const Z = `(n_${l}, m)`;
  return {
    W,
    b,
    Z,
    A: Z,
    dW: W,
    db: b,
    dZ: Z,
    dA: Z,
    ...(normalization && { gamma: b, beta: b, dgamma: b, dbeta: b }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
