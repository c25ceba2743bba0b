import * as v from 'valibot';
import { runStatuses } from './runs.ts';
import { RunRefSchema, procedure } from './procedure.ts';

/** Bytes of a file that cross in one message, before they are written as base64. */
export const transferPiece = 512 * 1024;

const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A file that is on its way between the page and the services: a name that was given out and works until it is let go. */
const transfer = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
const pieceText = v.pipe(v.string(), v.maxLength(Math.ceil(transferPiece / 3) * 4), v.base64());

/**
 * new: this store has no such run · known: it has it already, under whatever id · different: it has another run under the
 * same id, so this one comes in beside it under a new id and name.
 */
export const runFates = ['new', 'known', 'different'] as const;
export type RunFate = (typeof runFates)[number];

/** Where the data of a run is: in the bundle, in the store, made again from a built-in source, or nowhere here. */
export const dataPlaces = ['bundle', 'store', 'builtIn', 'absent'] as const;
export type DataPlace = (typeof dataPlaces)[number];

export const BundleRunSchema = v.strictObject({
  /** As in the bundle. */
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  createdAt: v.number(),
  dataset: v.string(),
  parameters: v.number(),
  checkpoints: v.number(),
  /** Of its entries in the bundle. */
  bytes: v.number(),
  fate: v.picklist(runFates),
  /** Where it is absent, the run can be looked at but neither trained on nor replayed. */
  data: v.picklist(dataPlaces),
});
export type BundleRunSummary = v.InferOutput<typeof BundleRunSchema>;

/** What a bundle holds and what would become of it, before anything is kept. */
export const BundlePreviewSchema = v.strictObject({
  fileName: v.string(),
  bytes: v.number(),
  program: v.string(),
  createdAt: v.number(),
  runs: v.array(BundleRunSchema),
  datasets: v.array(
    v.strictObject({ name: v.string(), examples: v.number(), bytes: v.number(), isNew: v.boolean() }),
  ),
});
export type BundlePreview = v.InferOutput<typeof BundlePreviewSchema>;

const ImportedRunSchema = v.strictObject({
  /** Id and name in this store. */
  run: v.string(),
  name: v.string(),
  /** Its id in the bundle. */
  from: v.string(),
  fate: v.picklist(runFates),
  data: v.picklist(dataPlaces),
});

export const ImportReportSchema = v.strictObject({
  /** New runs, and different ones under their new ids. */
  imported: v.array(ImportedRunSchema),
  /** Runs that were known. */
  skipped: v.array(ImportedRunSchema),
});
export type ImportReport = v.InferOutput<typeof ImportReportSchema>;
export type ImportedRun = v.InferOutput<typeof ImportedRunSchema>;

export const ExportChoicesSchema = v.strictObject({
  runs: v.pipe(v.array(RunRefSchema), v.minLength(1), v.maxLength(2000)),
  /** Whether the examples of their datasets come along. */
  data: v.boolean(),
  checkpoints: v.boolean(),
});
export type ExportChoices = v.InferOutput<typeof ExportChoicesSchema>;

const ref = v.strictObject({ transfer });

export const bundles = {
  /** About how many bytes a bundle would have, part by part. */
  measure: procedure
    .input(v.pick(ExportChoicesSchema, ['runs']))
    .output(v.strictObject({ runs: bytes, data: bytes, checkpoints: bytes })),
  /** Writes a bundle into a file of the services, to be fetched with `receive`. */
  write: procedure
    .input(ExportChoicesSchema)
    .output(v.strictObject({ transfer, fileName: v.string(), bytes })),
  receive: procedure
    .input(v.strictObject({ transfer, at: bytes }))
    .output(v.strictObject({ piece: pieceText })),
  /** Announces a file that is to be sent with `send`, piece by piece in order. */
  announce: procedure
    .input(v.strictObject({ fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)), bytes }))
    .output(ref),
  send: procedure.input(v.strictObject({ transfer, at: bytes, piece: pieceText })),
  /** Bundles that the person opened outside of the page, e.g. by a double click. */
  offered: procedure.output(v.array(v.strictObject({ transfer, fileName: v.string() }))),
  /** Reads a bundle whole, with suspicion, and says what is in it; nothing is kept. */
  look: procedure.input(ref).output(BundlePreviewSchema),
  /** Keeps what is in it; the transfer ends. */
  keep: procedure.input(ref).output(ImportReportSchema),
  /** Lets a transfer go; one that is gone is no fault. */
  discard: procedure.input(ref),
};
