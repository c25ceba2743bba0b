import * as v from 'valibot';
import { DesignSchema, limits } from '../design/design.ts';
import { procedure, RunRefSchema } from './procedure.ts';

/** W_l of a trained run, as a picture needs it. */
export const LayerWeightsSchema = v.strictObject({
  /** Mean of the weights: which sign prevails. */
  mean: v.number(),
  /** Their root mean square beside the largest one of any layer, 0 to 1. */
  share: v.number(),
  /** (n_l, n_{l−1}), row by row; null where they are too many to be drawn one by one. */
  values: v.nullable(v.array(v.number())),
});
export type LayerWeights = v.InferOutput<typeof LayerWeightsSchema>;

/** The most weights of a layer that are drawn one by one. */
export const drawnWeights = 400;

/** A design that was kept under a name. */
export const DesignVersionSchema = v.strictObject({
  id: v.string(),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.name)),
  /** Milliseconds since 1970, UTC. */
  createdAt: v.number(),
  design: DesignSchema,
});
export type DesignVersion = v.InferOutput<typeof DesignVersionSchema>;

/** The arrays of a file by name; only their shapes. */
export const WeightFileSchema = v.strictObject({
  fileName: v.string(),
  arrays: v.array(v.strictObject({ name: v.string(), shape: v.array(v.number()) })),
});
export type WeightFile = v.InferOutput<typeof WeightFileSchema>;

export const designs = {
  /** What the layers of a run have learned; null where it has kept no parameters. */
  weights: procedure
    .input(v.strictObject({ run: RunRefSchema }))
    .output(v.nullable(v.array(LayerWeightsSchema))),
  /** Reads an NPZ file that was sent in pieces, and lets it go. */
  weightShapes: procedure.input(v.strictObject({ transfer: v.string() })).output(WeightFileSchema),
  /** Newest first. */
  versions: procedure.output(v.array(DesignVersionSchema)),
  keep: procedure.input(v.pick(DesignVersionSchema, ['name', 'design'])).output(DesignVersionSchema),
  remove: procedure.input(v.strictObject({ id: v.string() })),
  /** Puts back a version that was removed. */
  restore: procedure.input(DesignVersionSchema),
};
