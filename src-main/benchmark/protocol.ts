import * as v from 'valibot';
import type { Work } from './workloads.ts';

/**
 * What is said to a contestant and what it answers, one JSON document a line, in this order: `open` once, then `run`
 * any number of times. A contestant ends when its input does.
 */
export type Ask = { open: Work } | { run: { milliseconds: number } };

const count = v.pipe(v.number(), v.finite(), v.minValue(0));

export const openedSchema = v.union([
  v.object({
    ready: v.object({
      /** What runs, with its version. */
      version: v.optional(v.string()),
      /** Where it does not do exactly what was asked, and what it does instead. */
      note: v.optional(v.string()),
      /** SHA-256 of the parameters after one pass over the batches. */
      weights: v.optional(v.string()),
    }),
  }),
  v.object({ refused: v.string() }),
]);
export type Opened = v.InferOutput<typeof openedSchema>;
export type Ready = Extract<Opened, { ready: unknown }>['ready'];

/** `done` counts examples (of the peak: operations); `seconds` is processor time, `wall` the time that passed. */
export const stretchSchema = v.object({ done: count, seconds: count, wall: count });
export type Stretch = v.InferOutput<typeof stretchSchema>;
