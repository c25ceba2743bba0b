import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUpTo } from '#main/store/care/back-up-to.ts';
import { restoreBackup } from '#main/store/care/restore.ts';
import { openStore } from '#main/store/store.ts';
import { createSampleRun } from '../samples.ts';
import { makeStorePath, openTestStore } from '../temporary-folder.ts';

const now = new Date(2026, 10, 24, 17, 54, 30).getTime();
const stamp = '20261124-175430';

/** A closed store with one run, and its backup. */
async function makeStoreWithBackup(): Promise<{ file: string; backup: string }> {
  const file = makeStorePath();
  const store = openStore(file, { now: () => 0 });
  createSampleRun(store);
  store.close();
  const { backup } = await backUpTo(file, null, now);
  return { file, backup: backup.file };
}

const runsOf = (file: string) =>
  openTestStore(file)
    .listRuns()
    .map((run) => run.id);

/** Every file of the folder with its bytes. */
function readFolder(file: string): Record<string, string> {
  const folder = path.dirname(file);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'hex')]),
  );
}

test('a file that is no store is put aside as it is, and the backup opens in its place', async () => {
  const { file, backup } = await makeStoreWithBackup();
  writeFileSync(file, 'overwritten');
  expect(restoreBackup(file, backup, now)).toEqual({ aside: `${file}.unreadable-${stamp}` });
  expect(readFileSync(`${file}.unreadable-${stamp}`, 'utf8')).toBe('overwritten');
  expect(runsOf(file)).toEqual(['1a2b3c4d']);
  expect(existsSync(`${file}.restoring`)).toBe(false);
});

test('a store that can be read is put aside as replaced, with what its log still held', async () => {
  const { file, backup } = await makeStoreWithBackup();
  const crashed = makeStorePath();
  const store = openTestStore(file);
  createSampleRun(store, { id: 'ffff0000' });
  for (const part of ['', '-wal']) copyFileSync(file + part, crashed + part);
  const { aside } = restoreBackup(crashed, backup, now);
  expect(aside).toBe(`${crashed}.replaced-${stamp}`);
  expect(runsOf(crashed)).toEqual(['1a2b3c4d']);
  expect(runsOf(aside ?? '').sort()).toEqual(['1a2b3c4d', 'ffff0000']);
});

test('the log of a file that cannot be read goes aside with it and is never applied to the backup', async () => {
  const { file, backup } = await makeStoreWithBackup();
  writeFileSync(file, 'overwritten');
  writeFileSync(`${file}-wal`, 'its log');
  restoreBackup(file, backup, now);
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect(readFileSync(`${file}.unreadable-${stamp}-wal`, 'utf8')).toBe('its log');
  expect(runsOf(file)).toEqual(['1a2b3c4d']);
});

test('what was put aside before is never overwritten', async () => {
  const { file, backup } = await makeStoreWithBackup();
  for (const text of ['first', 'second']) {
    writeFileSync(file, text);
    restoreBackup(file, backup, now);
  }
  expect(readFileSync(`${file}.unreadable-${stamp}`, 'utf8')).toBe('first');
  expect(readFileSync(`${file}.unreadable-${stamp}-2`, 'utf8')).toBe('second');
});

test('a folder in the place of the store is put aside with what it holds', async () => {
  const { file, backup } = await makeStoreWithBackup();
  const taken = makeStorePath();
  mkdirSync(taken);
  writeFileSync(path.join(taken, 'letter'), 'dear');
  const { aside } = restoreBackup(taken, backup, now);
  expect(readFileSync(path.join(aside ?? '', 'letter'), 'utf8')).toBe('dear');
  expect(runsOf(taken)).toEqual(runsOf(file));
});

test('where there is no store the backup takes the place, and nothing is put aside', async () => {
  const { backup } = await makeStoreWithBackup();
  const file = makeStorePath();
  expect(restoreBackup(file, backup, now)).toEqual({ aside: null });
  expect(runsOf(file)).toEqual(['1a2b3c4d']);
});

test('a store that is open elsewhere is not taken away under its user', async () => {
  const { file, backup } = await makeStoreWithBackup();
  const user = openTestStore(file);
  expect(() => restoreBackup(file, backup, now)).toThrow(
    expect.objectContaining({ code: 'store.inUse', params: { file } }),
  );
  createSampleRun(user, { id: 'ffff0000' });
  expect(runsOf(file)).toHaveLength(2);
});

test.each<[string, string, (file: string) => void]>([
  ['no store', 'it is not a Layerbench store', (file) => writeFileSync(file, 'x'.repeat(200))],
  ['empty', 'it is empty', (file) => writeFileSync(file, '')],
  ['of a newer Layerbench', 'its schema is 990', (file) => change(file, 'PRAGMA user_version = 990')],
  ['damaged', '', (file) => writeFileSync(file, readFileSync(file).fill(0x5a, 4096))],
])('a backup that is %s is refused, and every file stays as it was', async (_, reason, spoil) => {
  const { file, backup } = await makeStoreWithBackup();
  spoil(backup);
  const before = readFolder(file);
  expect(() => restoreBackup(file, backup, now)).toThrow(
    expect.objectContaining({
      code: 'backup.unusable',
      message: expect.stringContaining(reason) as string,
    }),
  );
  expect(readFolder(file)).toEqual(before);
});

test('a backup that is not there, and the store itself, are refused', async () => {
  const { file } = await makeStoreWithBackup();
  expect(() => restoreBackup(file, `${file}.gone`, now)).toThrow(
    expect.objectContaining({ code: 'file.missing' }),
  );
  expect(() => restoreBackup(file, file, now)).toThrow(expect.objectContaining({ code: 'backup.unusable' }));
});

function change(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
