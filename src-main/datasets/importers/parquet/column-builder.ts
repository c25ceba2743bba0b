import type { ColumnKind } from '../../../formats/parquet/column-type.ts';
import type { Page } from '../../../formats/parquet/pages.ts';
import type { Refusals } from '../../../formats/refusals.ts';
import type { TableColumn } from '../../table/table.ts';

/** A column that grows page by page. */
export interface ColumnBuilder {
  /** @param before rows that earlier pages had */
  add(page: Page, before: number): void;
  finish(): TableColumn;
}

/**
 * @param rows of the whole table
 * @param place the column, in what is said about it
 */
export function columnBuilder(
  kind: ColumnKind,
  name: string,
  rows: number,
  place: string,
  refusals: Refusals,
): ColumnBuilder {
  return kind === 'number' ? new Numbers(name, rows, place, refusals) : new Texts(name, rows);
}

class Numbers implements ColumnBuilder {
  readonly #name: string;
  readonly #values: Float64Array<ArrayBuffer>;
  readonly #place: string;
  readonly #refusals: Refusals;

  constructor(name: string, rows: number, place: string, refusals: Refusals) {
    this.#name = name;
    this.#values = new Float64Array(rows).fill(NaN);
    this.#place = place;
    this.#refusals = refusals;
  }

  add(page: Page, before: number): void {
    eachValue(page, (value, row) => (this.#values[before + row] = this.#check(value, before + row)));
  }

  finish(): TableColumn {
    return { kind: 'number', name: this.#name, values: this.#values };
  }

  #check(value: unknown, row: number): number {
    const number = Number(value);
    if (typeof value === 'bigint' && !Number.isSafeInteger(number))
      throw this.#refusals.unsupported(this.#place, `the whole number ${value}`, 'those up to 2^53 − 1');
    if (number === Infinity || number === -Infinity) throw this.#refusals.notFinite(this.#place, row, number);
    return number;
  }
}

class Texts implements ColumnBuilder {
  readonly #name: string;
  readonly #codes: Int32Array<ArrayBuffer>;
  readonly #places = new Map<string, number>();

  constructor(name: string, rows: number) {
    this.#name = name;
    this.#codes = new Int32Array(rows).fill(-1);
  }

  add(page: Page, before: number): void {
    eachValue(page, (value, row) => {
      const text = String(value);
      if (text === '') return;
      const code = this.#places.get(text) ?? this.#places.size;
      this.#places.set(text, code);
      this.#codes[before + row] = code;
    });
  }

  finish(): TableColumn {
    return { kind: 'category', name: this.#name, codes: this.#codes, categories: [...this.#places.keys()] };
  }
}

function eachValue({ rows, present, values }: Page, take: (value: unknown, row: number) => void): void {
  let next = 0;
  for (let row = 0; row < rows; row++)
    if (present === undefined || present[row] === 1) take(values[next++], row);
}
