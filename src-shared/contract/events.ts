import { eventIterator } from '@orpc/contract';
import * as v from 'valibot';
import { OptionsSchema } from './options.ts';
import { procedure } from './procedure.ts';
import { QueueSchema } from './queue.ts';
import { RunSchema, SeriesSchema } from './runs.ts';

/** How far a training run is, and how fast. */
export const ProgressSchema = v.strictObject({
  epoch: v.number(),
  step: v.number(),
  totalSteps: v.number(),
  stepsPerSecond: v.number(),
  secondsLeft: v.nullable(v.number()),
});
export type Progress = v.InferOutput<typeof ProgressSchema>;

export const AppEventSchema = v.variant('type', [
  /** A run was made or changed: status, name, scores. */
  v.strictObject({ type: v.literal('run'), run: RunSchema }),
  /** New points of a run's series. A dashboard may have been skipped; the store has every one. */
  v.strictObject({
    type: v.literal('frames'),
    run: v.string(),
    progress: ProgressSchema,
    series: v.record(v.string(), SeriesSchema),
  }),
  /** What waits, its order, or why it waits has changed. */
  v.strictObject({ type: v.literal('queue'), queue: QueueSchema }),
  v.strictObject({ type: v.literal('options'), options: OptionsSchema }),
  /** Other runs than before are in the store, or another process wrote to it: read everything again. */
  v.strictObject({ type: v.literal('storeChanged') }),
  /** The person opened a bundle outside of the page: ask for `bundles.offered`. */
  v.strictObject({ type: v.literal('bundleOffered') }),
]);
export type AppEvent = v.InferOutput<typeof AppEventSchema>;

export const events = { live: procedure.output(eventIterator(AppEventSchema)) };
