import { inByteUnit } from '#shared/byte-unit.ts';
import type { Backup } from '#shared/contract/care.ts';
import { isProblem, isStoreProblem } from '#shared/problem.ts';
import type { StoreCare } from '../../services/store-care.ts';

/** A problem of the store's file with the way back in its sentence; anything else as it is. */
export async function withBackupNamed(
  error: unknown,
  care: Pick<StoreCare, 'newestSoundBackup'>,
): Promise<unknown> {
  if (!isProblem(error) || !isStoreProblem(error)) return error;
  const backup = await care.newestSoundBackup().catch(() => null);
  if (backup !== null) error.message = `${error.message} ${describeWayBack(backup)}`;
  return error;
}

export function describeWayBack(backup: Backup): string {
  return `The newest sound backup is ${describeBackup(backup)}; layerbench doctor --restore "${backup.file}" puts it in place and keeps the old file under another name.`;
}

/** `FILE of 2026-11-24 17:54, 12 runs, 3.1 MB, schema 30`. */
export function describeBackup({ file, createdAt, runs, bytes, schema }: Backup): string {
  const held = runs === null ? 'cannot be read' : `${runs} run${runs === 1 ? '' : 's'}`;
  return `${file} of ${formatMoment(createdAt)}, ${held}, ${formatBytes(bytes)}, schema ${schema ?? 'unknown'}`;
}

function formatMoment(milliseconds: number): string {
  const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

function formatBytes(bytes: number): string {
  const { value, digits, unit } = inByteUnit(bytes);
  return `${value.toFixed(digits)} ${unit}`;
}
