import * as v from 'valibot';
import { procedure, RunRefSchema } from './procedure.ts';
import { RunSchema } from './runs.ts';

/** A run that was thrown away: nothing of it has changed, and it can be taken out again. */
export const TrashedRunSchema = v.strictObject({
  run: RunSchema,
  /** Milliseconds since 1970, UTC. */
  trashedAt: v.number(),
  /** What deleting it sets free in the store. */
  bytes: v.number(),
});
export type TrashedRun = v.InferOutput<typeof TrashedRunSchema>;

export const EmptiedSchema = v.strictObject({
  /** Runs that are gone for good. */
  deleted: v.number(),
  /** Bytes by which the store's file has become smaller. */
  bytes: v.number(),
  /** Bytes that stay in the file for now: another program holds it, or a training must not be held up. */
  waiting: v.number(),
});
export type Emptied = v.InferOutput<typeof EmptiedSchema>;

const refs = v.pipe(v.array(RunRefSchema), v.maxLength(100_000));

export const trash = {
  /** The last one thrown away first. */
  list: procedure.output(v.array(TrashedRunSchema)),
  /** Throws runs away, all or none. Answers the ids of those that were not in the trash yet. */
  put: procedure.input(v.strictObject({ runs: refs })).output(v.array(v.string())),
  restore: procedure.input(v.strictObject({ runs: refs })).output(v.array(RunSchema)),
  /** Bytes that deleting these runs would set free. */
  space: procedure.input(v.strictObject({ runs: refs })).output(v.number()),
  /** Deletes these runs, or all that are in the trash, for good. */
  empty: procedure.input(v.strictObject({ runs: v.optional(refs) })).output(EmptiedSchema),
};
