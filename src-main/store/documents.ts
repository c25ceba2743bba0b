import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';

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

  const readText = (hash: string): string => {
    const json = select.get(hash);
    if (json === undefined) throw new Error(`no ${table} has the hash ${hash}`);
    return json;
  };

  return {
    put: (document: T): string => {
      const json = JSON.stringify(document);
      const hash = hashText(json);
      insert.run(hash, json);
      return hash;
    },
    /** @throws ProblemError store.damaged when what stands there is none */
    read: (hash: string): T => {
      const json = readText(hash);
      try {
        return whole(JSON.parse(json));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw problem('store.damaged', { file: db.name, place: `${table} ${hash}`, reason });
      }
    },
    /** The hash of what stands there now; another one than asked for when it was altered. */
    currentHash: (hash: string): string => hashText(readText(hash)),
  };
}

/** SHA-256, hex: the key of a document. */
export function hashText(json: string): string {
  return createHash('sha256').update(json).digest('hex');
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
