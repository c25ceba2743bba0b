import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { shareStore } from './share-store.ts';

/** `npm run soak:store -- [--minutes 10] [--folder DIR]`: prints a JSON document; ends with 1 where anything went wrong. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const folder = mkdtempSync(path.join(values.folder, 'layerbench-soak-'));
try {
  const report = await shareStore(folder, 60 * Number(values.minutes));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.faults.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
