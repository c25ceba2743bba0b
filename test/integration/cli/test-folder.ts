import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** A folder that goes away with the tests of this file. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
