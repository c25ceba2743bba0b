import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createGenerator } from '#shared/core/random/generator.ts';
import { inspectStore } from '#main/store/care/inspect-store.ts';
import { migrations } from '#main/store/migrations/list.ts';
import { openDatabase } from '#main/store/open.ts';
import { makeStorePath } from '../../unit/store/temporary-folder.ts';
import { makeLargeOldStore } from './large-old-store.ts';

const kills = process.env['LAYERBENCH_TEST_FULL'] === undefined ? 12 : 200;
const migrator = fileURLToPath(new URL('migrate-when-told.ts', import.meta.url));
const newest = migrations.at(-1)?.schema;

/** Schema, tables and every byte of every row, as one text. */
function readWhole(file: string): { schema: unknown; content: string } {
  const db = new Database(file);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const hash = createHash('sha256');
    const tables = db
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name`,
      )
      .all();
    for (const { name, sql } of tables) {
      hash.update(sql);
      for (const row of db.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).raw().iterate())
        for (const value of row)
          hash.update(value instanceof Uint8Array ? value : JSON.stringify(value)).update('\n');
    }
    return { schema: db.pragma('user_version', { simple: true }), content: hash.digest('hex') };
  } finally {
    db.close();
  }
}

/**
 * Starts a migration in a process of its own and kills it, with no chance to tidy up, after some milliseconds.
 *
 * @returns milliseconds that the migration took; null when it was killed before it said its end
 */
async function migrateAndKill(file: string, after: number): Promise<number | null> {
  const child = spawn(process.execPath, [migrator, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout });
  let took: number | null = null;
  await once(lines, 'line');
  const start = performance.now();
  lines.once('line', () => (took = performance.now() - start));
  // The child may be gone before the word reaches it.
  child.stdin.on('error', () => undefined);
  child.stdin.write('go\n');
  await Promise.race([ended, setTimeout(after, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await ended;
  return took;
}

test(`a migration that is killed at a random moment leaves the old schema or the new one, whole, ${kills} times over`, async () => {
  const original = makeStorePath();
  makeLargeOldStore(original, 15);
  const old = readWhole(original);
  const file = makeStorePath();
  copyFileSync(original, file);
  const duration = await migrateAndKill(file, 60_000);
  const migrated = readWhole(file);
  expect([old.schema, migrated.schema]).toEqual([10, newest]);
  const random = createGenerator(20).stream('kills');
  const found = { old: 0, migrated: 0 };
  for (let kill = 0; kill < kills; kill += 1) {
    const attempt = makeStorePath();
    copyFileSync(original, attempt);
    await migrateAndKill(attempt, random.uniform() * 1.2 * (duration ?? 0));
    const left = readWhole(attempt);
    expect([old, migrated]).toContainEqual(left);
    found[left.schema === newest ? 'migrated' : 'old'] += 1;

    openDatabase(attempt).close();
    expect(readWhole(attempt)).toEqual(migrated);
    expect(readWhole(`${attempt}.schema-10.backup`)).toEqual(old);
    expect(inspectStore(attempt).damaged).toEqual([]);
    const names = readdirSync(path.dirname(attempt)).map((name) => name.replace(path.basename(attempt), ''));
    expect(names.filter((name) => !['-wal', '-shm'].includes(name)).sort()).toEqual([
      '',
      '.schema-10.backup',
    ]);
    rmSync(path.dirname(attempt), { recursive: true });
  }
  // Both have happened, so the kills were in time and late.
  expect(found.old).toBeGreaterThan(0);
  expect(found.old + found.migrated).toBe(kills);
}, 600_000);
