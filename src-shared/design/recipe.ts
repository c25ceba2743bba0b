import * as v from 'valibot';
import { inits } from './design.ts';

/**
 * A recipe: every hyperparameter of a training. Hyperparameters decide the parameters W_l and b_l; they are
 * chosen, never learned.
 */

export const optimizers = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'] as const;
export type OptimizerKind = (typeof optimizers)[number];

/** How the learning rate goes on from α; `schedule.warmUp` steps of a straight rise come before any of them. */
export const schedules = ['constant', 'step', 'exponential', 'inverseTime', 'cosine', 'oneCycle'] as const;
export type ScheduleKind = (typeof schedules)[number];

export const gradientDetails = ['off', 'scalars', 'full'] as const;
/**
 * How much of the inside a run records: nothing; the numbers of every layer, as often as a twentieth of the time
 * allows; or those of every step, with histograms.
 */
export type GradientDetail = (typeof gradientDetails)[number];

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const notNegative = v.pipe(v.number(), v.finite(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.ltValue(1));
const wholeFrom = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/**
 * What was added after the first recipes were saved is optional: an older recipe is read as a whole one and means what
 * it meant then, so these defaults never change.
 */
export const RecipeSchema = v.strictObject({
  optimizer: v.strictObject({
    kind: v.picklist(optimizers),
    /** α, the step size before the schedule. */
    learningRate: positive,
    /** β of the running mean of the gradients; used by momentum and nesterov. */
    momentum: share,
    /** Decay of the running mean of the gradients; used by adam and adamw. */
    beta1: share,
    /** Decay of the running mean of the squared gradients; used by rmsprop, adam and adamw. */
    beta2: share,
    /** Added to the root of the squared gradients' mean or sum; used by rmsprop, adagrad, adam and adamw. */
    epsilon: positive,
    /** Taken off W in each step, times α; used by adamw. */
    weightDecay: v.optional(notNegative, 0.01),
  }),
  schedule: v.optional(
    v.strictObject({
      kind: v.optional(v.picklist(schedules), 'constant'),
      /** Steps over which the rate rises from 0 before the schedule begins. */
      warmUp: v.optional(wholeFrom(0, 1_000_000_000), 0),
      /** Steps between two drops of `step`; the unit of time of `exponential` and `inverseTime`. */
      period: v.optional(wholeFrom(1, 1_000_000_000), 1000),
      /** What `step` and `exponential` multiply the rate by in a period; for `inverseTime`, by how much 1/α grows in one, in 1/α. */
      decay: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 0.5),
      /** The share of α at which `cosine` and `oneCycle` end. */
      floor: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
    }),
    {},
  ),
  batchSize: wholeFrom(1, 1_000_000),
  epochs: wholeFrom(1, 1_000_000),
  seed: wholeFrom(0, 4_294_967_295),
  init: v.picklist(inits),
  /** σ of `init = normal`. */
  initStd: positive,
  /** c of `init = constant`. */
  initValue: v.optional(v.pipe(v.number(), v.finite()), 0),
  /** λ₁: the penalty λ₁ · Σ|w| is added to the loss. */
  l1: v.optional(notNegative, 0),
  /** λ: the penalty λ/2 · Σ‖W_l‖² is added to the loss. */
  l2: notNegative,
  /** The most that the weights into one unit may measure; 0 is no bound. */
  maxNorm: v.optional(notNegative, 0),
  clip: v.optional(
    v.strictObject({
      /** Bounds each entry of each gradient; 0 is no bound. */
      value: v.optional(notNegative, 0),
      /** Bounds the norm of all gradients together; 0 is no bound. */
      norm: v.optional(notNegative, 0),
    }),
    {},
  ),
  earlyStopping: v.optional(
    v.strictObject({
      /** Epochs without a better dev loss after which training ends with the best parameters; 0 is never. */
      patience: v.optional(wholeFrom(0, 1_000_000), 0),
      /** By how much the dev loss must fall to count as better. */
      minDelta: v.optional(notNegative, 0),
    }),
    {},
  ),
  split: v.pipe(
    v.strictObject({ dev: share, test: share }),
    v.check((split) => split.dev + split.test < 1, 'split.dev and split.test must leave a training part'),
  ),
  standardize: v.boolean(),
  gradients: v.picklist(gradientDetails),
});
export type Recipe = v.InferOutput<typeof RecipeSchema>;

/** A recipe as it was saved, whenever that was, with what was added since. @throws ValiError when it is none */
export function wholeRecipe(saved: unknown): Recipe {
  return v.parse(RecipeSchema, saved);
}

export const defaultRecipe: Recipe = {
  optimizer: {
    kind: 'adam',
    learningRate: 0.01,
    momentum: 0.9,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0.01,
  },
  schedule: { kind: 'constant', warmUp: 0, period: 1000, decay: 0.5, floor: 0 },
  batchSize: 32,
  epochs: 100,
  seed: 1,
  init: 'xavier',
  initStd: 0.01,
  initValue: 0,
  l1: 0,
  l2: 0,
  maxNorm: 0,
  clip: { value: 0, norm: 0 },
  earlyStopping: { patience: 0, minDelta: 0 },
  split: { dev: 0.2, test: 0.1 },
  standardize: true,
  gradients: 'scalars',
};
