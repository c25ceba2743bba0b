import * as v from 'valibot';
import { RunRefSchema, procedure } from './procedure.ts';

/** The runs that wait, and what they wait for. */
export const QueueSchema = v.strictObject({
  /** Ids of the runs that wait, the next one first. */
  waiting: v.array(v.string()),
  /** While it is so, no run starts; those that train go on. */
  isPaused: v.boolean(),
  /** The next run that does not fit into the memory that is free beside the runs that train; null where it does. */
  short: v.nullable(
    v.strictObject({
      run: v.string(),
      /** MiB. */
      needed: v.number(),
      free: v.number(),
    }),
  ),
});
export type Queue = v.InferOutput<typeof QueueSchema>;

export const queue = {
  read: procedure.output(QueueSchema),
  /** Puts a run that waits before another one that waits, or behind all for null. */
  move: procedure
    .input(v.strictObject({ run: RunRefSchema, before: v.nullable(RunRefSchema) }))
    .output(QueueSchema),
  pause: procedure.output(QueueSchema),
  resume: procedure.output(QueueSchema),
};
