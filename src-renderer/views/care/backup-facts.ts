import type { Backup } from '#shared/contract/care.ts';
import { formatBytes, formatCount } from '#renderer/i18n/number.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';

/** False for a backup that is no store, or of a newer Layerbench. */
export function isUsable({ runs, isNewer }: Backup): boolean {
  return runs !== null && !isNewer;
}

/** What a backup holds, or why it is of no use. */
export function backupFacts({ runs, bytes, isNewer }: Backup): string {
  if (isNewer) return m.care_backup_newer();
  if (runs === null) return m.care_backup_broken();
  const size = formatBytes(bytes);
  return runs === 1
    ? m.care_backup_facts_one({ size })
    : m.care_backup_facts({ runs: formatCount(runs), size });
}
