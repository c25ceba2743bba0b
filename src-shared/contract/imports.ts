import { eventIterator } from '@orpc/contract';
import * as v from 'valibot';
import { taskKinds } from '../design/task.ts';
import { DatasetSummarySchema } from './datasets.ts';
import { PreparationSchema } from './preparation.ts';
import { procedure } from './procedure.ts';

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin-1'] as const;
export type TextEncodingName = (typeof textEncodings)[number];

/** How a text of separated values is written. */
export const CsvDialectSchema = v.strictObject({
  encoding: v.picklist(textEncodings),
  delimiter: v.picklist([',', ';', '\t', '|', ' ']),
  /** Empty where the file has no quotes. */
  quote: v.picklist(['"', "'", '']),
  /** What parts the fraction of a number. */
  decimal: v.picklist(['.', ',']),
  /** Whether the first record names the columns. */
  header: v.boolean(),
});
export type CsvDialect = v.InferOutput<typeof CsvDialectSchema>;

/** date is kept as days since 1970, block is an array per row, such as an image. */
export const columnTypes = ['number', 'date', 'category'] as const;
export type ColumnType = (typeof columnTypes)[number];

const columnName = v.pipe(v.string(), v.maxLength(10_000));

/** What a person says of a text instead of leaving it to be guessed. */
export const CsvChoicesSchema = v.strictObject({
  ...v.partial(CsvDialectSchema).entries,
  /** By the name of the column. */
  types: v.optional(v.record(columnName, v.picklist(columnTypes))),
});
export type CsvChoices = v.InferOutput<typeof CsvChoicesSchema>;

const TablePreviewColumnSchema = v.strictObject({
  name: v.string(),
  type: v.picklist([...columnTypes, 'block']),
  /** Of a block; empty for the others. */
  shape: v.array(v.number()),
  missing: v.number(),
  /** Different words of a category; null for the others. */
  words: v.nullable(v.number()),
  /** Fields that are not of the column's type. */
  unread: v.nullable(v.strictObject({ count: v.number(), line: v.number(), value: v.string() })),
});
export type TablePreviewColumn = v.InferOutput<typeof TablePreviewColumnSchema>;

/** A table as it was read, before anything of it is kept. */
export const TablePreviewSchema = v.strictObject({
  fileName: v.string(),
  format: v.string(),
  rows: v.number(),
  columns: v.array(TablePreviewColumnSchema),
  /** The first rows, as they are shown; null where a value is missing. */
  first: v.array(v.array(v.nullable(v.string()))),
  /** Null where the file is no text. */
  dialect: v.nullable(CsvDialectSchema),
  /** How it was prepared before, where it comes from a dataset. */
  preparation: PreparationSchema,
});
export type TablePreview = v.InferOutput<typeof TablePreviewSchema>;

/** What a table would become by some choices. */
export const OutlookSchema = v.strictObject({
  task: v.picklist(taskKinds),
  target: v.string(),
  examples: v.number(),
  inputs: v.number(),
  outputs: v.number(),
  classes: v.array(v.string()),
});
export type Outlook = v.InferOutput<typeof OutlookSchema>;

const ImportEventSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('progress'),
    /** 0 to 1. */
    share: v.number(),
    bytesPerSecond: v.number(),
  }),
  v.strictObject({ type: v.literal('done'), preview: TablePreviewSchema }),
]);
export type ImportEvent = v.InferOutput<typeof ImportEventSchema>;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
const prepared = v.strictObject({ import: id, preparation: PreparationSchema });

/** Tables on their way to datasets. An import is named by the transfer that brought its file. */
export const imports = {
  /** Reads the file of a transfer (`bundles.announce`), again with other choices; ends with its preview. */
  read: procedure
    .input(v.strictObject({ import: id, choices: v.optional(CsvChoicesSchema) }))
    .output(eventIterator(ImportEventSchema)),
  /** Opens the table that an imported dataset was made of, to prepare it in another way. */
  reopen: procedure
    .input(v.strictObject({ source: v.string() }))
    .output(v.strictObject({ import: id, preview: TablePreviewSchema })),
  /** What would be kept. */
  foresee: procedure.input(prepared).output(OutlookSchema),
  /** Keeps the dataset and the table it was made of. */
  keep: procedure.input(prepared).output(DatasetSummarySchema),
  /** Lets an import go; one that is gone is no fault. */
  discard: procedure.input(v.strictObject({ import: id })),
};
