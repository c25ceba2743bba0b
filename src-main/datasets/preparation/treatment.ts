import * as v from 'valibot';
import { scalings } from '#shared/contract/preparation.ts';

/** What fills a missing value where it is not the mean of the training part. */
const fills = ['median', 'mostFrequent'] as const;

/**
 * What is done to a dataset when it is divided, beyond the usual: it belongs to the data, since what is trained on
 * follows from it. Nothing in it is what every dataset had before there were choices.
 */
export const TreatmentSchema = v.strictObject({
  /** By the name of the input. */
  fill: v.optional(v.record(v.string(), v.picklist(fills))),
  /** The image that the inputs of an example form: height and width, or height, width and channels. */
  shape: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1)))),
  /** What a recipe's `standardize` turns on. */
  scaling: v.optional(v.picklist(scalings)),
  split: v.optional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('random') }),
      v.strictObject({
        kind: v.literal('group'),
        column: v.string(),
        /** (m) numbers of groups, uint32 little-endian as base64. */
        groups: v.pipe(v.string(), v.base64()),
      }),
      v.strictObject({
        kind: v.literal('column'),
        column: v.string(),
        /** (m) 0 for train, 1 for dev, 2 for test, bytes as base64. */
        parts: v.pipe(v.string(), v.base64()),
      }),
    ]),
  ),
});
export type Treatment = v.InferOutput<typeof TreatmentSchema>;

export function packGroups(groups: Uint32Array): string {
  return Buffer.from(groups.buffer, groups.byteOffset, groups.byteLength).toString('base64');
}

/** (m) the number of the group of each example. */
export function unpackGroups(groups: string): Uint32Array {
  return new Uint32Array(new Uint8Array(Buffer.from(groups, 'base64')).buffer);
}
