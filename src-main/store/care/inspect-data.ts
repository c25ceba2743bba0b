import type { Database } from 'better-sqlite3';
import { checksum } from '../blobs.ts';
import { hashText } from '../documents.ts';
import type { Findings } from './findings.ts';

/** Datasets, designs, recipes and the draft: what several runs may stand on. */
export function inspectData(db: Database, findings: Findings): void {
  inspectDatasets(db, findings);
  inspectDocuments(db, findings, 'design');
  inspectDocuments(db, findings, 'recipe');
  const draft = db.prepare<[], string>('SELECT json FROM draft').pluck().get();
  if (draft !== undefined && !isJson(draft)) findings.found({ kind: 'draft' });
}

function inspectDatasets(db: Database, findings: Findings): void {
  const names = prepareRunNames(db, 'dataset_hash');
  const select = db.prepare<[string], { name: string; crc: number; X: Uint8Array; Y: Uint8Array }>(
    'SELECT name, crc, X, Y FROM dataset WHERE hash = ?',
  );
  const selectTable = db.prepare<[string], { crc: number; bytes: Uint8Array }>(
    `SELECT c.crc, c.bytes FROM dataset d JOIN source_column c ON c.source = d.source_table WHERE d.hash = ?`,
  );
  const isTableSound = (hash: string) => {
    for (const { crc, bytes } of selectTable.iterate(hash)) if (checksum([], bytes) !== crc) return false;
    return true;
  };
  for (const hash of hashesOf(db, 'dataset')) {
    findings.saw('datasets');
    const row = select.get(hash);
    if (row === undefined) continue;
    if (checksum([], row.X, row.Y) !== row.crc || !isTableSound(hash))
      findings.found({ kind: 'dataset', name: row.name, hash, runs: names(hash) });
  }
}

function inspectDocuments(db: Database, findings: Findings, document: 'design' | 'recipe'): void {
  const names = prepareRunNames(db, document);
  const select = db.prepare<[string], string>(`SELECT json FROM ${document} WHERE hash = ?`).pluck();
  for (const hash of hashesOf(db, document)) {
    findings.saw('documents');
    const json = select.get(hash);
    if (json !== undefined && hashText(json) !== hash)
      findings.found({ kind: 'document', document, hash, runs: names(hash) });
  }
}

function hashesOf(db: Database, table: string): string[] {
  return db.prepare<[], string>(`SELECT hash FROM ${table} ORDER BY hash`).pluck().all();
}

/** Names of the runs that stand on something, the first few. */
function prepareRunNames(db: Database, column: string): (hash: string) => string[] {
  const select = db
    .prepare<[string], string>(`SELECT name FROM run WHERE ${column} = ? ORDER BY key LIMIT 20`)
    .pluck();
  return (hash) => select.all(hash);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
