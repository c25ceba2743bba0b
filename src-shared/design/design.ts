import * as v from 'valibot';

/**
 * A design: the architecture of an L-layer network as data. The input is not a layer and is not counted;
 * `layers[0]` is layer 1 and `layers[L - 1]` gives the output A_L.
 */

/** leakyRelu has slope 0.01, elu alpha 1, gelu is the tanh form. */
export const activations = [
  'linear',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
  'softmax',
] as const;
export type Activation = (typeof activations)[number];

/** huber has its bend at 1; hinge takes targets as −1 and 1. */
export const losses = ['binaryCrossEntropy', 'crossEntropy', 'meanSquaredError', 'huber', 'hinge'] as const;
export type Loss = (typeof losses)[number];

export const inits = ['zeros', 'constant', 'normal', 'xavier', 'he', 'lecun', 'orthogonal'] as const;
export type Init = (typeof inits)[number];

export const normalizations = ['batch', 'layer'] as const;
export type Normalization = (typeof normalizations)[number];

/** The largest width and depth that a design may have, past which the arithmetic is no longer a classroom's; and its longest name. */
export const limits = { units: 16_384, layers: 200, inputs: 1_000_000, name: 120 } as const;

const units = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

export const LayerSchema = v.strictObject({
  /** n_l, the number of units of this layer. */
  units: units(limits.units),
  /** g_l, applied to Z_l. */
  activation: v.picklist(activations),
  /** How W_l starts; where it is absent the recipe's init is used. b_l always starts at zero. */
  init: v.optional(v.picklist(inits)),
  /** Between W_l A_{l-1} + b_l and g_l; learns gamma_l and beta_l (n_l, 1). */
  normalization: v.optional(v.picklist(normalizations)),
  /** The share of A_l that a training step sets to 0 (inverted dropout); not on the output layer. */
  dropout: v.optional(v.pipe(v.number(), v.minValue(0), v.ltValue(1))),
  /** k of the A_k that is added to Z_l before g_l: n_k = n_l, 0 ≤ k ≤ l − 1. */
  residualFrom: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Layer = v.InferOutput<typeof LayerSchema>;

export const DesignSchema = v.strictObject({
  format: v.literal('layerbench/design@1'),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.name)),
  /** n_0, the number of inputs of an example. */
  inputs: units(limits.inputs),
  layers: v.pipe(v.array(LayerSchema), v.minLength(1), v.maxLength(limits.layers)),
  loss: v.picklist(losses),
});
export type Design = v.InferOutput<typeof DesignSchema>;

/** L, the number of layers. Logistic regression has L = 1. */
export function depth(design: Design): number {
  return design.layers.length;
}

/** n_l for l = 0…L. */
export function widths(design: Pick<Design, 'inputs' | 'layers'>): number[] {
  return [design.inputs, ...design.layers.map((layer) => layer.units)];
}
