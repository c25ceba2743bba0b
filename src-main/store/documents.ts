import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/**
 * Puts a document into a table by the SHA-256 of its text; the same document is kept once, and never rewritten.
 *
 * @param whole what a stored document is read as, whenever it was written
 */
export function prepareDocuments<T>(db: Database, table: 'design' | 'recipe', whole: (stored: unknown) => T) {
  const insert = db.prepare<[string, string]>(
    `INSERT INTO ${table} (hash, json) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  );
  const select = db.prepare<[string], string>(`SELECT json FROM ${table} WHERE hash = ?`).pluck();

  return {
    put: (document: T): string => {
      const json = JSON.stringify(document);
      const hash = createHash('sha256').update(json).digest('hex');
      insert.run(hash, json);
      return hash;
    },
    read: (hash: string): T => {
      const json = select.get(hash);
      if (json === undefined) throw new Error(`no ${table} has the hash ${hash}`);
      return whole(JSON.parse(json));
    },
  };
}

/** Parses each document once, however many runs share it. */
export function rememberByHash<T>(read: (hash: string) => T): (hash: string) => T {
  const known = new Map<string, T>();
  return (hash) => {
    const document = known.get(hash) ?? read(hash);
    known.set(hash, document);
    return document;
  };
}
