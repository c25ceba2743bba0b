import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, onTestFinished } from 'vitest';
import type { StoreApi } from '#main/store/api.ts';
import { openStore } from '#main/store/store.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A path for a store in a folder that goes away with the test. */
export function makeStorePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerbench-store-'));
  folders.push(folder);
  return join(folder, 'layerbench.db');
}

/** A store that is closed with the test. Its clock stands still unless the test moves it. */
export function openTestStore(file = makeStorePath(), now: () => number = () => 1_700_000_000_000): StoreApi {
  const store = openStore(file, { now });
  onTestFinished(() => store.close());
  return store;
}
