import * as v from 'valibot';
import { inits } from './design.ts';

/**
 * A recipe: every hyperparameter of a training. Hyperparameters decide the parameters W_l and b_l; they are
 * chosen, never learned.
 */

export const optimizers = ['sgd', 'momentum', 'adam'] as const;
export type OptimizerKind = (typeof optimizers)[number];

export const gradientDetails = ['off', 'scalars'] as const;
/** How much of the backward pass a run records: nothing, or the norms of every layer at every step. */
export type GradientDetail = (typeof gradientDetails)[number];

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.ltValue(1));
const wholeFrom = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

export const RecipeSchema = v.strictObject({
  optimizer: v.strictObject({
    kind: v.picklist(optimizers),
    /** α, the step size. */
    learningRate: positive,
    /** β of the running mean of dW; used by momentum. */
    momentum: share,
    /** Decay of Adam's first moment. */
    beta1: share,
    /** Decay of Adam's second moment. */
    beta2: share,
    /** Added to the root of Adam's second moment. */
    epsilon: positive,
  }),
  batchSize: wholeFrom(1, 1_000_000),
  epochs: wholeFrom(1, 1_000_000),
  seed: wholeFrom(0, 4_294_967_295),
  init: v.picklist(inits),
  /** σ of `init = normal`. */
  initStd: positive,
  /** λ: the penalty λ/2 · Σ‖W_l‖² is added to the loss. */
  l2: v.pipe(v.number(), v.finite(), v.minValue(0)),
  split: v.pipe(
    v.strictObject({ dev: share, test: share }),
    v.check((split) => split.dev + split.test < 1, 'split.dev and split.test must leave a training part'),
  ),
  standardize: v.boolean(),
  gradients: v.picklist(gradientDetails),
});
export type Recipe = v.InferOutput<typeof RecipeSchema>;

export const defaultRecipe: Recipe = {
  optimizer: { kind: 'adam', learningRate: 0.01, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  batchSize: 32,
  epochs: 100,
  seed: 1,
  init: 'xavier',
  initStd: 0.01,
  l2: 0,
  split: { dev: 0.2, test: 0.1 },
  standardize: true,
  gradients: 'scalars',
};
