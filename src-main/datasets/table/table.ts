import type { CsvDialect } from '#shared/contract/imports.ts';

/** A table as it was read, before anything is chosen from it: columns of one length, each of one kind. */
export interface Table {
  name: string;
  rows: number;
  columns: TableColumn[];
  /** (rows), the line of the file on which each row begins, where the file is a text. */
  lines?: Uint32Array;
  /** How the file was read, where it is a text. */
  dialect?: CsvDialect;
}

export type TableColumn = NumberColumn | CategoryColumn | BlockColumn;

/** Numbers, and dates as days since 1970. */
export interface NumberColumn {
  kind: 'number';
  name: string;
  /** (rows); NaN where the file had nothing. */
  values: Float64Array;
  isDate?: true;
  /** Fields that hold something else; their values are NaN too. */
  unread?: UnreadFields;
}

export interface UnreadFields {
  count: number;
  /** Of the first of them. */
  line: number;
  value: string;
}

/** Words, of which each row has one. */
export interface CategoryColumn {
  kind: 'category';
  name: string;
  /** (rows), places in `categories`; −1 where the file had nothing. */
  codes: Int32Array;
  /** In the order in which they first came. */
  categories: string[];
}

/** An array of one shape per row: an image, say. */
export interface BlockColumn {
  kind: 'block';
  name: string;
  /** Of one row: (height, width) or (height, width, channels) for an image, (n) for a vector. */
  shape: number[];
  /** (rows, product of the shape), row by row. */
  values: Uint8Array | Float32Array;
}
