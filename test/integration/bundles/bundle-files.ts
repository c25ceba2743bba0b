import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { bytesAsSource } from '#main/formats/byte-source.ts';
import { listEntries } from '#main/formats/zip-directory.ts';
import { writeZip } from '#main/formats/zip-writer.ts';
import { makeFolder } from '../services/test-app.ts';

export interface Entry {
  name: string;
  bytes: Uint8Array;
}

/** The entries of a sound bundle, but for the list. */
export function unpack(bundle: Uint8Array): Entry[] {
  const entries = listEntries(bytesAsSource(bundle), 100_000, ({ kind }) => new Error(kind));
  return entries
    .filter(({ name }) => name !== 'bundle.json')
    .map(({ name, start, size }) => ({ name, bytes: bundle.slice(start, start + size) }));
}

/** A bundle of entries whose list is true, as one who knows the format would forge it. */
export function pack(entries: readonly Entry[], change: Record<string, unknown> = {}): Uint8Array {
  const runs = entries.flatMap(({ name }) => /^runs\/([^/]+)\/run\.json$/.exec(name)?.[1] ?? []);
  const list = {
    format: 'layerbench/bundle@1',
    program: 'Layerbench 0.1.0',
    createdAt: 1_700_000_000_000,
    runs,
    entries: entries.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256(bytes) })),
    ...change,
  };
  return writeZip([...entries, { name: 'bundle.json', bytes: toBytes(list) }]);
}

/** The same entries with the JSON of those that fit the pattern changed. */
export function withJson(
  entries: readonly Entry[],
  pattern: RegExp,
  change: (value: Record<string, unknown>) => unknown,
): Entry[] {
  return entries.map(({ name, bytes }) => {
    if (!pattern.test(name)) return { name, bytes };
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
    return { name, bytes: toBytes(change(value)) };
  });
}

export function toBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A file that goes away with the test. */
export function writeTemporary(bytes: Uint8Array, name = 'a.layerbench'): string {
  const file = path.join(makeFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

/** Every row of every table of a store, but for who is alive. */
export function dumpStore(file: string): string {
  const db = new Database(file, { readonly: true });
  try {
    const tables = db
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'owner' ORDER BY name",
      )
      .pluck()
      .all();
    const hash = createHash('sha256');
    for (const table of tables)
      for (const row of db.prepare<[], unknown[]>(`SELECT * FROM "${table}" ORDER BY 1`).raw().iterate())
        hash.update(
          JSON.stringify([table, ...row], (_key, value: unknown) =>
            Buffer.isBuffer(value) ? value.toString('base64') : value,
          ),
        );
    return hash.digest('hex');
  } finally {
    db.close();
  }
}
