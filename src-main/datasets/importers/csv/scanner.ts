import { problem } from '#shared/problem.ts';

/** How a field stands in the file: bare, in quotes, or in quotes with something in it that is written in two bytes. */
export const fieldForms = { bare: 0, quoted: 1, escaped: 2 } as const;

/** One record, where it lies in a buffer of UTF-8 that is used again for the next ones. */
export interface ScannedRecord {
  bytes: Buffer;
  /** The line of the file on which it begins, from 1. */
  line: number;
  /** How many fields. */
  count: number;
  /** Where each field begins and ends, without its quotes and the spaces around it. */
  starts: Int32Array;
  ends: Int32Array;
  forms: Uint8Array;
}

export interface ScannerMarks {
  delimiter: string;
  /** Empty where the file has no quotes. */
  quote: string;
}

/** The most bytes that one record may have: beyond it, something in the file is not what it seems. */
const recordMost = 4 * 1024 * 1024;
const [newline, carriageReturn, space, tab] = [10, 13, 32, 9];

/**
 * Cuts UTF-8 into records as it comes. Only a record that is not yet whole is kept between two pieces. Blank lines are
 * left out; quoted fields may hold delimiters, doubled quotes and line breaks.
 */
export class CsvScanner {
  readonly #file: string;
  readonly #take: (record: ScannedRecord) => void;
  readonly #delimiter: number;
  readonly #quote: number;
  /** 1 for the bytes that end a bare field or are not accepted in one. */
  readonly #special = new Uint8Array(256);
  readonly #record: ScannedRecord = {
    bytes: Buffer.alloc(0),
    line: 1,
    count: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    forms: new Uint8Array(64),
  };
  #kept = Buffer.alloc(0);
  #line = 1;
  /** Line ends that the record has passed so far. */
  #passed = 0;

  /** @param take looks at a record before it returns: the next one has the same memory */
  constructor(file: string, { delimiter, quote }: ScannerMarks, take: (record: ScannedRecord) => void) {
    this.#file = file;
    this.#take = take;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0);
    for (const byte of [this.#delimiter, newline, carriageReturn]) this.#special[byte] = 1;
    if (this.#quote >= 0) this.#special[this.#quote] = 1;
  }

  /** @throws ProblemError csv.quoteInside, csv.quoteFollowed, csv.quoteOpen, csv.longRecord */
  push(piece: Uint8Array): void {
    this.#scan(this.#kept.length === 0 ? asBuffer(piece) : Buffer.concat([this.#kept, piece]), false);
  }

  /** The file is at its end. @throws ProblemError as `push` */
  end(): void {
    this.#scan(this.#kept, true);
  }

  #scan(bytes: Buffer, isLast: boolean): void {
    this.#record.bytes = bytes;
    let at = 0;
    while (at < bytes.length) {
      const next = this.#scanRecord(at, isLast);
      if (next < 0) break;
      const { count, starts, ends, forms } = this.#record;
      const isBlank = count === 1 && forms[0] === fieldForms.bare && starts[0] === ends[0];
      this.#record.line = this.#line;
      if (!isBlank) this.#take(this.#record);
      this.#line += this.#passed;
      at = next;
    }
    this.#kept = Buffer.from(bytes.subarray(at));
    if (this.#kept.length > recordMost)
      throw problem('csv.longRecord', { file: this.#file, line: this.#line, most: recordMost >> 20 });
  }

  /** @returns where the next record begins; −1 where this one goes on beyond what has come */
  #scanRecord(start: number, isLast: boolean): number {
    const { bytes } = this.#record;
    const { length } = bytes;
    let at = start;
    this.#passed = 0;
    for (let field = 0; ; field += 1) {
      while (at < length && this.#isBlank(bytes[at]!)) at += 1;
      if (at >= length && !isLast) return -1;
      at = at < length && bytes[at] === this.#quote ? this.#quoted(at, field, isLast) : this.#bare(at, field);
      if (at < 0 || (at >= length && !isLast)) return -1;
      if (bytes[at] === this.#delimiter && at < length) {
        at += 1;
        continue;
      }
      this.#record.count = field + 1;
      if (at >= length) return length;
      // The other half of the line end may not have come yet.
      if (bytes[at] === carriageReturn && at + 1 >= length && !isLast) return -1;
      this.#passed += 1;
      return at + (bytes[at] === carriageReturn && bytes[at + 1] === newline ? 2 : 1);
    }
  }

  #bare(start: number, field: number): number {
    const { bytes } = this.#record;
    const special = this.#special;
    const { length } = bytes;
    let at = start;
    while (at < length && special[bytes[at]!] === 0) at += 1;
    if (at < length && bytes[at] === this.#quote)
      throw problem('csv.quoteInside', { file: this.#file, line: this.#line + this.#passed });
    let end = at;
    while (end > start && this.#isBlank(bytes[end - 1]!)) end -= 1;
    this.#put(field, start, end, fieldForms.bare);
    return at;
  }

  /** @returns the place behind the field; −1 where it goes on beyond what has come */
  #quoted(open: number, field: number, isLast: boolean): number {
    const { bytes } = this.#record;
    const { length } = bytes;
    let form: number = fieldForms.quoted;
    let lines = 0;
    let at = open + 1;
    for (; ; at += 1) {
      if (at >= length) return this.#openEnded(isLast);
      const byte = bytes[at]!;
      if (byte === this.#quote) {
        if (at + 1 >= length && !isLast) return -1;
        if (bytes[at + 1] !== this.#quote) break;
        form = fieldForms.escaped;
        at += 1;
      } else if (byte === newline) lines += bytes[at - 1] === carriageReturn ? 0 : 1;
      else if (byte === carriageReturn) {
        lines += 1;
        form = fieldForms.escaped;
      }
    }
    this.#put(field, open + 1, at, form);
    this.#passed += lines;
    at += 1;
    while (at < length && this.#isBlank(bytes[at]!)) at += 1;
    if (at < length && (this.#special[bytes[at]!] === 0 || bytes[at] === this.#quote))
      throw problem('csv.quoteFollowed', { file: this.#file, line: this.#line + this.#passed });
    return at;
  }

  #openEnded(isLast: boolean): number {
    if (isLast) throw problem('csv.quoteOpen', { file: this.#file, line: this.#line });
    return -1;
  }

  #isBlank(byte: number): boolean {
    return (byte === space || byte === tab || byte === 11 || byte === 12) && byte !== this.#delimiter;
  }

  #put(field: number, start: number, end: number, form: number): void {
    const record = this.#record;
    if (field >= record.starts.length) {
      record.starts = grown(record.starts, Int32Array);
      record.ends = grown(record.ends, Int32Array);
      record.forms = grown(record.forms, Uint8Array);
    }
    record.starts[field] = start;
    record.ends[field] = end;
    record.forms[field] = form;
  }
}

function grown<T extends Int32Array | Uint8Array>(values: T, Type: new (length: number) => T): T {
  const larger = new Type(2 * values.length);
  larger.set(values);
  return larger;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
