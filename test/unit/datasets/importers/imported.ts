import { readFileSync } from 'node:fs';
import { bytesAsSource } from '#main/formats/byte-source.ts';
import type { Importer, ImportedFile } from '#main/datasets/table/importer.ts';
import type { Table, TableColumn } from '#main/datasets/table/table.ts';
import { isProblem } from '#shared/problem.ts';

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(new URL(`../../../fixtures/data/${name}`, import.meta.url));
}

export function importedFile(
  name: string,
  bytes: Uint8Array,
  more: Partial<ImportedFile> = {},
): ImportedFile {
  const { signal } = new AbortController();
  return { name, source: bytesAsSource(bytes), progress: () => undefined, signal, ...more };
}

export function readFixture(importer: Importer, name: string): Promise<Table> {
  return importer.read(importedFile(name, fixtureBytes(name)));
}

/** The sentence with which a file is refused. */
export async function refusalOf(importer: Importer, name: string, bytes: Uint8Array): Promise<string> {
  try {
    await importer.read(importedFile(name, bytes));
  } catch (error) {
    if (isProblem(error)) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** A column as plain values: numbers, texts (null where there is none), or the shape and first numbers of a block. */
export function plain(column: TableColumn | undefined): unknown {
  switch (column?.kind) {
    case 'number':
      return Array.from(column.values);
    case 'category':
      return Array.from(column.codes, (code) => (code < 0 ? null : column.categories[code]));
    case 'block':
      return { shape: column.shape, values: Array.from(column.values) };
    case undefined:
      return undefined;
  }
}

/** The columns of a table by name. */
export function plainTable({ columns }: Table): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column.name, plain(column)]));
}
