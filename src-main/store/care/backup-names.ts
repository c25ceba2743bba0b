import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Backup } from '#shared/contract/care.ts';

/** `20261124-175430`: local time, so that a person finds the file that belongs to an afternoon. */
export function stampOf(milliseconds: number): string {
  const at = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(two).join('');
  return `${day}-${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('')}`;
}

/** Where a backup lies when no other place is named; a name that is taken is never used again. */
export function freeBackupName(store: string, now: number): string {
  return freeName(`${store}.backup-${stampOf(now)}`);
}

/** The name itself, or with -2, -3, … at its end: the first that neither it nor a log beside it has. */
export function freeName(wanted: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    if (!['', '-wal', '-shm'].some((part) => existsSync(name + part))) return name;
  }
}

/** Which backup of this store a file is, by its name; null where it is none. */
export function backupKind(store: string, name: string): Backup['kind'] | null {
  const own = path.basename(store);
  if (!name.startsWith(`${own}.`)) return null;
  const rest = name.slice(own.length + 1);
  if (/^backup-\d{8}-\d{6}(-\d+)?$/.test(rest)) return 'asked';
  return /^schema-\d+\.backup$/.test(rest) ? 'migration' : null;
}
