import * as v from 'valibot';
import { activations, inits } from '../design/design.ts';
import { procedure, RunRefSchema } from './procedure.ts';

/** log10 of a gain; null where the gradient is lost on the way, or there was none. */
const EntrySchema = v.nullable(v.number());

export const LedgerSchema = v.strictObject({
  /** The step whose mini-batch this is the account of. */
  step: v.number(),
  /** log10 of ‖dZ_1‖ / ‖dZ_L‖. */
  total: EntrySchema,
  /** From l = L − 1 down to 1; see `core/inspect/ledger.ts`. */
  layers: v.array(
    v.strictObject({
      l: v.number(),
      normalization: v.exactOptional(EntrySchema),
      weight: EntrySchema,
      residual: v.exactOptional(EntrySchema),
      derivative: EntrySchema,
    }),
  ),
});
export type RunLedger = v.InferOutput<typeof LedgerSchema>;

/** As the rules of `core/inspect/findings` name them. */
export const findingKinds = [
  'diverged',
  'noLearning',
  'wrongInit',
  'vanishing',
  'exploding',
  'saturated',
  'deadRelu',
  'learningRateHigh',
  'learningRateLow',
  'plateau',
  'overfitting',
  'imbalance',
] as const;

/** A change of hyperparameters for another run; absent ones stay. */
const RemedySchema = v.strictObject({
  /** Of every hidden layer. */
  activation: v.exactOptional(v.picklist(activations)),
  init: v.exactOptional(v.picklist(inits)),
  learningRate: v.exactOptional(v.number()),
  clipNorm: v.exactOptional(v.number()),
  l2: v.exactOptional(v.number()),
  patience: v.exactOptional(v.number()),
  schedule: v.exactOptional(v.literal('cosine')),
});
export type Remedy = v.InferOutput<typeof RemedySchema>;

export const FindingSchema = v.strictObject({
  kind: v.picklist(findingKinds),
  layer: v.nullable(v.number()),
  /** The numbers that show it, by name; see the rule in `core/inspect/findings`. Null is everything, or nothing left. */
  evidence: v.record(v.string(), v.nullable(v.number())),
  remedies: v.array(RemedySchema),
});
export type RunFinding = v.InferOutput<typeof FindingSchema>;

/** What a run recorded of its passes, and what that shows. */
export const gradients = {
  ledger: procedure
    .input(
      v.strictObject({
        run: RunRefSchema,
        /** A recorded step; left out, the last of them. */
        step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      }),
    )
    .output(LedgerSchema),
  /** What is wrong with a run, in the order in which a person should look at it. */
  findings: procedure.input(v.strictObject({ run: RunRefSchema })).output(v.array(FindingSchema)),
};
