import type { ColumnType } from '#shared/contract/imports.ts';
import { isMissing } from '../../csv/cells.ts';
import type { TableColumn, UnreadFields } from '../../table/table.ts';
import { readDate } from './date-field.ts';
import { fieldLine, fieldText } from './field.ts';
import { nothing, otherText, readNumberField, readText } from './number-field.ts';
import { fieldForms, type ScannedRecord } from './scanner.ts';

/** Takes the fields of one column, one after the other. */
export interface ColumnBuilder {
  readonly type: ColumnType;
  take(record: ScannedRecord, field: number, row: number): void;
  /** What the column would better be read as, now that all of it has been seen. */
  verdict(): ColumnType;
  finish(rows: number): TableColumn;
}

export interface FieldMarks {
  quote: string;
  /** The byte that parts a fraction. */
  decimal: number;
}

const shownLength = 80;
/** Dates that are remembered. */
const datesMost = 4096;

export function buildColumn(type: ColumnType, name: string, marks: FieldMarks, rows: number): ColumnBuilder {
  if (type === 'category') return new CategoryBuilder(name, marks, rows);
  return new NumberBuilder(type, name, marks, rows);
}

class NumberBuilder implements ColumnBuilder {
  readonly type: 'number' | 'date';
  readonly #name: string;
  readonly #marks: FieldMarks;
  #values: Float64Array;
  #numbers = 0;
  #unread: UnreadFields | null = null;
  /** Dates come again and again. */
  readonly #dates = new Map<string, number>();

  constructor(type: 'number' | 'date', name: string, marks: FieldMarks, rows: number) {
    this.type = type;
    this.#name = name;
    this.#marks = marks;
    this.#values = new Float64Array(rows);
  }

  take(record: ScannedRecord, field: number, row: number): void {
    if (row >= this.#values.length) this.#values = grow(this.#values, Float64Array, row);
    const value = this.#read(record, field);
    if (typeof value === 'number') {
      this.#numbers += 1;
      this.#values[row] = value;
      return;
    }
    this.#values[row] = Number.NaN;
    if (value === otherText) this.#refuse(record, field);
  }

  #read(record: ScannedRecord, field: number): ReturnType<typeof readNumberField> {
    const { bytes, starts, ends, forms } = record;
    const { decimal, quote } = this.#marks;
    if (this.type === 'number' && forms[field] !== fieldForms.escaped)
      return readNumberField(bytes, starts[field]!, ends[field]!, decimal);
    const text = fieldText(record, field, quote);
    if (this.type === 'number') return readText(text, decimal);
    if (isMissing(text)) return nothing;
    const days = this.#dates.get(text) ?? readDate(text.trim());
    if (Number.isNaN(days)) return otherText;
    if (this.#dates.size < datesMost) this.#dates.set(text, days);
    return days;
  }

  #refuse(record: ScannedRecord, field: number): void {
    if (this.#unread !== null) {
      this.#unread.count += 1;
      return;
    }
    const text = fieldText(record, field, this.#marks.quote);
    const value = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
    this.#unread = { count: 1, line: fieldLine(record, field), value };
  }

  verdict(): ColumnType {
    const others = this.#unread?.count ?? 0;
    if (this.type === 'date') return others > 0 ? 'category' : 'date';
    return this.#numbers > others || others === 0 ? 'number' : 'category';
  }

  finish(rows: number): TableColumn {
    return {
      kind: 'number',
      name: this.#name,
      values: cut(this.#values, rows),
      ...(this.type === 'date' ? { isDate: true } : {}),
      ...(this.#unread === null ? {} : { unread: this.#unread }),
    };
  }
}

class CategoryBuilder implements ColumnBuilder {
  readonly type = 'category';
  readonly #name: string;
  readonly #marks: FieldMarks;
  #codes: Int32Array;
  readonly #codeOf = new Map<string, number>();
  readonly #counts: number[] = [];

  constructor(name: string, marks: FieldMarks, rows: number) {
    this.#name = name;
    this.#marks = marks;
    this.#codes = new Int32Array(rows);
  }

  take(record: ScannedRecord, field: number, row: number): void {
    if (row >= this.#codes.length) this.#codes = grow(this.#codes, Int32Array, row);
    const text = fieldText(record, field, this.#marks.quote);
    const code = this.#codeOf.get(text) ?? this.#add(text);
    this.#codes[row] = code;
    if (code >= 0) this.#counts[code]! += 1;
  }

  #add(text: string): number {
    const code = isMissing(text) ? -1 : this.#counts.length;
    this.#codeOf.set(text, code);
    if (code >= 0) this.#counts.push(0);
    return code;
  }

  verdict(): ColumnType {
    let [numbers, others] = [0, 0];
    for (const [text, code] of this.#codeOf) {
      if (code < 0) continue;
      const count = this.#counts[code] ?? 0;
      if (typeof readText(text, this.#marks.decimal) === 'number') numbers += count;
      else others += count;
    }
    return numbers > others ? 'number' : 'category';
  }

  finish(rows: number): TableColumn {
    const categories = [...this.#codeOf].filter(([, code]) => code >= 0).map(([text]) => text);
    return { kind: 'category', name: this.#name, codes: cut(this.#codes, rows), categories };
  }
}

/** Of a guess that was nearly right nothing is copied. */
function cut<T extends Float64Array | Int32Array>(values: T, rows: number): T {
  const isNear = values.length < 1.1 * rows;
  return (isNear ? values.subarray(0, rows) : values.slice(0, rows)) as T;
}

function grow<T extends Float64Array | Int32Array>(
  values: T,
  Type: new (length: number) => T,
  row: number,
): T {
  const larger = new Type(Math.ceil(1.3 * row) + 64);
  larger.set(values);
  return larger;
}
