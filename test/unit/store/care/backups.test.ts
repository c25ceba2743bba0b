import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUpTo } from '#main/store/care/back-up-to.ts';
import { listBackups, newestSoundBackup } from '#main/store/care/backup-list.ts';
import { freeBackupName, stampOf } from '#main/store/care/backup-names.ts';
import { migrations } from '#main/store/migrations/list.ts';
import { createSampleRun, makeDataset } from '../samples.ts';
import { makeStorePath, openTestStore } from '../temporary-folder.ts';

const newest = migrations.at(-1)?.schema;
const afternoon = new Date(2026, 10, 24, 17, 54, 30).getTime();

function makeStore(): string {
  const file = makeStorePath();
  createSampleRun(openTestStore(file));
  return file;
}

function change(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

test('a backup lies beside the store, named by the local time, and is one plain file that opens as a store', async () => {
  const file = makeStore();
  const { backup, damages } = await backUpTo(file, null, afternoon);
  expect(backup).toMatchObject({
    file: `${file}.backup-20261124-175430`,
    kind: 'asked',
    schema: newest,
    isNewer: false,
    runs: 1,
  });
  expect(damages).toBe(0);
  const names = readdirSync(path.dirname(file)).filter((name) => name.includes('backup'));
  expect(names).toEqual([path.basename(backup.file)]);
  expect(openTestStore(backup.file).listRuns()).toEqual(openTestStore(file).listRuns());
});

test('a backup of a store that another connection writes to holds one moment of it', async () => {
  const file = makeStore();
  const writer = openTestStore(file);
  writer.openSeries('1a2b3c4d', 'step', ['a', 'b']);
  let [step, isCopied] = [0, false];
  const write = () => {
    if (isCopied) return;
    writer.appendRows('1a2b3c4d', [
      { group: 'step', steps: Int32Array.of(step), values: Float32Array.of(step, -step) },
    ]);
    step += 1;
    setImmediate(write);
  };
  write();
  const { backup, damages } = await backUpTo(file, null, afternoon);
  isCopied = true;
  const copy = openTestStore(backup.file);
  expect(damages).toBe(0);
  const [a, b] = ['a', 'b'].map((key) => copy.readSeries('1a2b3c4d', key));
  expect(a?.steps).toEqual(b?.steps);
  expect(a?.values.map((value) => -value)).toEqual(b?.values);
});

test('two backups of one second have two names', async () => {
  const file = makeStore();
  const first = await backUpTo(file, null, afternoon);
  const second = await backUpTo(file, null, afternoon);
  expect(second.backup.file).toBe(`${first.backup.file}-2`);
  expect(listBackups(file)).toHaveLength(2);
});

test('a name that is taken is refused, and the file that has it stays', async () => {
  const file = makeStore();
  const target = path.join(path.dirname(file), 'letter.txt');
  writeFileSync(target, 'dear');
  await expect(backUpTo(file, target, 0)).rejects.toMatchObject({
    code: 'backup.exists',
    params: { file: target },
  });
  expect(readFileSync(target, 'utf8')).toBe('dear');
});

test('a backup into a folder that is not there is refused by name and leaves nothing', async () => {
  const file = makeStore();
  const target = path.join(path.dirname(file), 'nowhere', 'copy');
  await expect(backUpTo(file, target, 0)).rejects.toMatchObject({
    code: 'file.unwritable',
    params: { file: target },
  });
  expect(existsSync(path.dirname(target))).toBe(false);
});

test('a backup says how many damaged places it has taken over', async () => {
  const file = makeStore();
  change(file, `UPDATE dataset SET crc = crc + 1`);
  const { damages } = await backUpTo(file, null, afternoon);
  expect(damages).toBe(1);
});

test('backups are listed newest first with what they hold, and what cannot be one says so', async () => {
  const file = makeStore();
  const { backup } = await backUpTo(file, null, afternoon);
  const beside = (name: string) => path.join(path.dirname(file), `${path.basename(file)}${name}`);
  writeFileSync(beside('.backup-20261124-180000'), 'not a store');
  openTestStore(beside('.schema-30.backup'));
  change(beside('.schema-30.backup'), 'PRAGMA user_version = 990');
  for (const name of ['.backup-2026', '.schema-x.backup', '.backup-20261124-180000.part', '.unreadable-1'])
    writeFileSync(beside(name), '');
  mkdirSync(beside('.backup-20261124-190000'));
  writeFileSync(path.join(path.dirname(file), 'other.db.backup-20261124-180000'), '');
  utimesSync(backup.file, 100, 100);
  utimesSync(beside('.backup-20261124-180000'), 300, 300);
  utimesSync(beside('.schema-30.backup'), 200, 200);
  expect(
    listBackups(file).map(({ name, kind, createdAt, schema, isNewer, runs }) => [
      name.replace(path.basename(file), ''),
      ...[kind, createdAt, schema, isNewer, runs],
    ]),
  ).toEqual([
    ['.backup-20261124-180000', 'asked', 300_000, null, false, null],
    ['.schema-30.backup', 'migration', 200_000, 990, true, 0],
    ['.backup-20261124-175430', 'asked', 100_000, newest, false, 1],
  ]);
  expect(newestSoundBackup(file)?.file).toBe(backup.file);
});

test('the newest sound backup is not one with a damaged place', async () => {
  const file = makeStore();
  const old = await backUpTo(file, null, afternoon);
  const young = await backUpTo(file, null, afternoon + 1000);
  utimesSync(old.backup.file, 100, 100);
  expect(newestSoundBackup(file)?.file).toBe(young.backup.file);
  change(young.backup.file, `UPDATE dataset SET crc = crc + 1`);
  expect(newestSoundBackup(file)?.file).toBe(old.backup.file);
  change(old.backup.file, `UPDATE dataset SET crc = crc + 1`);
  expect(newestSoundBackup(file)).toBeNull();
});

test('a store whose folder has gone away has no backups', () => {
  expect(listBackups(path.join(makeStorePath(), 'gone', 'store.db'))).toEqual([]);
});

test('a stamp has the same length at every time of the year', () => {
  expect(stampOf(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('20260102-030405');
  expect(freeBackupName('/nowhere/store', afternoon)).toBe('/nowhere/store.backup-20261124-175430');
});

test('the dataset of a backup is read back bit for bit', async () => {
  const file = makeStore();
  const { backup } = await backUpTo(file, null, afternoon);
  expect(openTestStore(backup.file).readDataset(makeDataset().hash)).toEqual(makeDataset());
});
