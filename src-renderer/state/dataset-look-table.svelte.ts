import { SvelteMap } from 'svelte/reactivity';
import type { TablePage } from '#shared/contract/data-looks.ts';
import type { Client } from '../client/client.ts';

const pageRows = 100;
/** Pages kept; the one asked for longest ago goes first. */
const mostPages = 60;

export interface TableRow {
  values: readonly (number | null)[];
  targets: readonly number[];
}

/** Rows of a table, fetched page by page as they come into sight. */
export class TablePages {
  readonly #client: Client;
  readonly #onRefused: (error: unknown) => void;
  /** What is there, by page; it is watched, so that a row shows itself when its page has come. */
  readonly #pages = new SvelteMap<string, TablePage>();
  readonly #asked = new Set<string>();

  constructor(client: Client, onRefused: (error: unknown) => void) {
    this.#client = client;
    this.#onRefused = onRefused;
  }

  /** A row where it is there; else it is asked for. */
  row(source: string, firstColumn: number, columns: number, row: number): TableRow | undefined {
    const from = Math.floor(row / pageRows) * pageRows;
    const key = `${from} ${firstColumn} ${columns} ${source}`;
    const page = this.#pages.get(key);
    if (page === undefined) {
      void this.#ask(key, { source, from, count: pageRows, firstColumn, columns });
      return undefined;
    }
    const [values, targets] = [page.rows[row - from], page.targets[row - from]];
    return values === undefined || targets === undefined ? undefined : { values, targets };
  }

  async #ask(key: string, window: Parameters<Client['dataLooks']['table']>[0]): Promise<void> {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    try {
      const page = await this.#client.dataLooks.table(window);
      this.#pages.set(key, page);
      const oldest = this.#pages.keys().next().value;
      if (this.#pages.size <= mostPages || oldest === undefined) return;
      this.#pages.delete(oldest);
      this.#asked.delete(oldest);
    } catch (error) {
      this.#asked.delete(key);
      this.#onRefused(error);
    }
  }
}
