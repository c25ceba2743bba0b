import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Backup } from '#shared/contract/care.ts';
import { readSchemaFromHeader } from '../file-header.ts';
import { migrations } from '../migrations/list.ts';
import { backupKind } from './backup-names.ts';
import { inspectStore } from './inspect-store.ts';

const newestSchema = migrations.at(-1)?.schema ?? 0;

/** The backups that lie beside a store, newest first; none where the folder cannot be read. */
export function listBackups(store: string): Backup[] {
  const folder = path.dirname(store);
  return namesIn(folder)
    .flatMap((name) => {
      const kind = backupKind(store, name);
      const found = kind === null ? null : describeBackup(path.join(folder, name), kind);
      return found === null ? [] : [found];
    })
    .sort((a, b) => b.createdAt - a.createdAt || a.name.localeCompare(b.name));
}

/** The newest backup in which nothing is damaged. Of one with an older schema SQLite's own check is taken. */
export function newestSoundBackup(store: string): Backup | null {
  return listBackups(store).find(({ file, runs, schema }) => runs !== null && isSound(file, schema)) ?? null;
}

function isSound(file: string, schema: number | null): boolean {
  if (schema === null || schema > newestSchema) return false;
  try {
    if (schema === newestSchema) return inspectStore(file).damages === 0;
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return db.pragma('integrity_check(1)', { simple: true }) === 'ok';
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** Null when it has gone away. */
export function describeBackup(file: string, kind: Backup['kind']): Backup | null {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status?.isFile()) return null;
  const schema = readSchema(file);
  return {
    file,
    name: path.basename(file),
    kind,
    createdAt: Math.round(status.mtimeMs),
    bytes: status.size,
    schema,
    isNewer: (schema ?? 0) > newestSchema,
    runs: schema === null ? null : countRuns(file),
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readSchema(file: string): number | null {
  try {
    return readSchemaFromHeader(file);
  } catch {
    return null;
  }
}

function countRuns(file: string): number | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    return db.prepare<[], number>('SELECT count(*) FROM run').pluck().get() ?? null;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
