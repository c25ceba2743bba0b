import * as v from 'valibot';
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

/** What a run recorded of its backward passes. */
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
};
