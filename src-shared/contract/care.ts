import { eventIterator } from '@orpc/contract';
import * as v from 'valibot';
import { procedure, ProblemDataSchema } from './procedure.ts';

/** A copy of the store that lies beside it. */
export const BackupSchema = v.strictObject({
  /** Whole path. */
  file: v.string(),
  /** The last part of the path. */
  name: v.string(),
  /** asked: a person wanted it · migration: made before the file took a newer schema. */
  kind: v.picklist(['asked', 'migration']),
  /** Milliseconds since 1970, UTC. */
  createdAt: v.number(),
  bytes: v.number(),
  /** Null where the file is not a store. */
  schema: v.nullable(v.number()),
  /** True where this Layerbench does not read its schema yet. */
  isNewer: v.boolean(),
  /** Null where its runs cannot be counted: such a backup is of no use. */
  runs: v.nullable(v.number()),
});
export type Backup = v.InferOutput<typeof BackupSchema>;

const run = v.strictObject({ id: v.string(), name: v.string() });
const runNames = v.array(v.string());

/** One place of the store where something is not what was written, or does not fit the rest. */
export const DamageSchema = v.variant('kind', [
  /** What SQLite's own check of its pages says. */
  v.strictObject({ kind: v.literal('file'), reason: v.string() }),
  /** Rows of a table that belong to a row of another one that is not there. */
  v.strictObject({ kind: v.literal('reference'), table: v.string(), parent: v.string(), rows: v.number() }),
  /** The run's own row, its design or its recipe cannot be read. */
  v.strictObject({ kind: v.literal('run'), run, reason: v.string() }),
  /** Sealed values of one series; `first` and `last` are steps. */
  v.strictObject({
    kind: v.literal('series'),
    run,
    series: v.string(),
    first: v.number(),
    last: v.number(),
  }),
  /** One of the newest rows of a group, not sealed yet. */
  v.strictObject({ kind: v.literal('row'), run, group: v.string(), step: v.number() }),
  /** The last and best value kept for lists are not those of the rows. */
  v.strictObject({ kind: v.literal('latest'), run, series: v.string() }),
  /** `use` is the step of the nearest sound checkpoint of the run: an older one where there is one. */
  v.strictObject({ kind: v.literal('checkpoint'), run, step: v.number(), use: v.nullable(v.number()) }),
  /** Hashes of the parameters at one moment. */
  v.strictObject({ kind: v.literal('hashes'), run, step: v.number(), moment: v.string() }),
  v.strictObject({ kind: v.literal('dataset'), name: v.string(), hash: v.string(), runs: runNames }),
  v.strictObject({
    kind: v.literal('document'),
    document: v.picklist(['design', 'recipe']),
    hash: v.string(),
    runs: runNames,
  }),
  v.strictObject({ kind: v.literal('draft') }),
]);
export type Damage = v.InferOutput<typeof DamageSchema>;

/** What a look at every checksum of the store has found. */
export const CareReportSchema = v.strictObject({
  file: v.string(),
  schema: v.number(),
  bytes: v.number(),
  /** How much of each kind was looked at. `rows` counts the newest rows, one per step and group. */
  checked: v.strictObject({
    runs: v.number(),
    chunks: v.number(),
    rows: v.number(),
    checkpoints: v.number(),
    hashes: v.number(),
    datasets: v.number(),
    documents: v.number(),
  }),
  /** The first ones; `damages` counts them all. */
  damaged: v.array(DamageSchema),
  damages: v.number(),
});
export type CareReport = v.InferOutput<typeof CareReportSchema>;

/** How far a check is, in places looked at. */
export const CareProgressSchema = v.strictObject({ done: v.number(), total: v.number() });
export type CareProgress = v.InferOutput<typeof CareProgressSchema>;

/** What stands in the way of the workbench, and what can be done about it. */
export const TroubleSchema = v.strictObject({
  problem: ProblemDataSchema,
  file: v.string(),
  /** Newest first. */
  backups: v.array(BackupSchema),
  /** True where the host can show the file in the system's file manager. */
  canReveal: v.boolean(),
  /** The store that would be used instead. */
  beside: v.strictObject({ file: v.string(), exists: v.boolean() }),
});
export type Trouble = v.InferOutput<typeof TroubleSchema>;

export const StoreStatusSchema = v.strictObject({
  file: v.string(),
  bytes: v.number(),
  schema: v.number(),
  runs: v.number(),
  /** Newest first. */
  backups: v.array(BackupSchema),
  /** True where the host can show the file in the system's file manager. */
  canReveal: v.boolean(),
});
export type StoreStatus = v.InferOutput<typeof StoreStatusSchema>;

/** The care for the file; the only topic that is answered while the store cannot be opened. */
export const care = {
  /** Null in an open workbench. */
  trouble: procedure.output(v.nullable(TroubleSchema)),
  /** Puts a backup, by its name, in the place of the store; the workbench opens then. */
  restore: procedure
    .input(v.strictObject({ backup: v.pipe(v.string(), v.minLength(1)) }))
    .output(v.strictObject({ aside: v.nullable(v.string()) })),
  /** Opens the workbench on another store beside this one, until the program ends. */
  startBeside: procedure.output(v.strictObject({ file: v.string() })),
  /** Tries to open the store again: it may have been mended by hand. */
  retry: procedure.output(v.strictObject({ file: v.string() })),
  /** Shows the file in the system's file manager; false where the host cannot. */
  reveal: procedure.output(v.strictObject({ shown: v.boolean() })),
  status: procedure.output(StoreStatusSchema),
  /** Bytes that the store's disk has free (null where that cannot be told), and must have free for runs to go on. */
  space: procedure.output(v.strictObject({ free: v.nullable(v.number()), needed: v.number() })),
  backUp: procedure.output(v.strictObject({ backup: BackupSchema, damages: v.number() })),
  /** Looks at every checksum; ends with the report. */
  check: procedure.output(
    eventIterator(
      v.variant('type', [
        v.strictObject({ type: v.literal('progress'), ...CareProgressSchema.entries }),
        v.strictObject({ type: v.literal('done'), report: CareReportSchema }),
      ]),
    ),
  ),
};
