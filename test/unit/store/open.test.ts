import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { applicationId } from '#main/store/file-header.ts';
import { migrations } from '#main/store/migrations/list.ts';
import { openDatabase } from '#main/store/open.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

const newest = migrations.at(-1)?.schema ?? 0;

function open(file: string): Database.Database {
  const db = openDatabase(file);
  onTestFinished(() => {
    db.close();
  });
  return db;
}

test('a new store is made with its folders, its mark and every safety setting in force', () => {
  const db = open(join(makeStorePath(), '..', 'deep', 'er', 'new.db'));
  const setting = (name: string) => db.pragma(name, { simple: true });
  expect({
    journal: setting('journal_mode'),
    synchronous: setting('synchronous'),
    busy: setting('busy_timeout'),
    foreignKeys: setting('foreign_keys'),
    trusted: setting('trusted_schema'),
    mark: setting('application_id'),
    schema: setting('user_version'),
  }).toEqual({
    journal: 'wal',
    synchronous: 2,
    busy: 5000,
    foreignKeys: 1,
    trusted: 0,
    mark: applicationId,
    schema: newest,
  });
});

test('an existing store is opened with the same settings', () => {
  const file = makeStorePath();
  openDatabase(file).close();
  const db = open(file);
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
});

test('every table is strict about its types', () => {
  const db = open(makeStorePath());
  const loose = db.prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
    AND strict = 0 AND name NOT LIKE 'sqlite_%'`);
  expect(loose.all()).toEqual([]);
});

test('an empty file becomes a store', () => {
  const file = makeStorePath();
  writeFileSync(file, '');
  expect(open(file).pragma('user_version', { simple: true })).toBe(newest);
});

test.each([
  ['is gone', undefined],
  ['is empty', ''],
])('a file that %s while its log is there is refused, and the log stays', (_, text) => {
  const file = makeStorePath();
  if (text !== undefined) writeFileSync(file, text);
  writeFileSync(`${file}-wal`, 'all that is left');
  const before = readFolder(file);
  expect(() => openDatabase(file)).toThrow(
    expect.objectContaining({
      code: 'store.unreadable',
      message: expect.stringContaining('its log is there') as string,
    }),
  );
  expect(readFolder(file)).toEqual(before);
});

/** Every file of the folder with its bytes, so that "nothing was changed" can be checked. */
function readFolder(file: string): Record<string, string> {
  const folder = dirname(file);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'hex')]),
  );
}

test('a store of a newer version is refused by its numbers and left byte for byte as it was', () => {
  const file = makeStorePath();
  const store = openDatabase(file);
  store.pragma('user_version = 990');
  store.close();
  const before = readFolder(file);
  expect(() => openDatabase(file)).toThrow(
    expect.objectContaining({ code: 'store.newer', params: { file, found: 990, supported: newest } }),
  );
  expect(readFolder(file)).toEqual(before);
});

test('a newer version that stands only in the log of a crash is refused and both files stay as they were', () => {
  const [file, crashed] = [makeStorePath(), makeStorePath()];
  const newer = open(file);
  newer.pragma('wal_checkpoint(TRUNCATE)');
  newer.pragma('user_version = 990');
  for (const part of ['', '-wal']) copyFileSync(file + part, crashed + part);
  const read = () => ['', '-wal'].map((part) => readFileSync(crashed + part, 'hex'));
  const before = read();
  expect(readFileSync(crashed).readInt32BE(60)).toBe(newest);
  expect(() => openDatabase(crashed)).toThrow(expect.objectContaining({ code: 'store.newer' }));
  expect(read()).toEqual(before);
});

test.each([
  ['a CSV file', Buffer.from('x1,x2,class\n0,1,1\n'.repeat(20))],
  ['a file shorter than a header', Buffer.from('hello')],
  ['a header that was cut off', Buffer.from('SQLite format 3\0')],
])('%s is refused as not a store and left as it was', (_, bytes) => {
  const file = makeStorePath();
  writeFileSync(file, bytes);
  const before = readFolder(file);
  expect(() => openDatabase(file)).toThrow(
    expect.objectContaining({ code: 'store.notAStore', params: { file } }),
  );
  expect(readFolder(file)).toEqual(before);
});

test('the SQLite file of another program is refused and left as it was', () => {
  const file = makeStorePath();
  const foreign = new Database(file);
  foreign.exec('CREATE TABLE bookmarks (url TEXT)');
  foreign.close();
  const before = readFolder(file);
  expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'store.notAStore' }));
  expect(readFolder(file)).toEqual(before);
});

test('a folder in the place of the file is unreadable, and the reason says so', () => {
  const file = makeStorePath();
  mkdirSync(file);
  expect(() => openDatabase(file)).toThrow(
    expect.objectContaining({ code: 'store.unreadable', params: { file, reason: 'it is a folder' } }),
  );
});

test('a path that leads through a file is unreadable', () => {
  const file = makeStorePath();
  writeFileSync(file, 'x');
  expect(() => openDatabase(join(file, 'store.db'))).toThrow(
    expect.objectContaining({ code: 'store.unreadable' }),
  );
});

test.runIf(process.platform === 'linux')('a place where no folder can be made is refused at once', () => {
  expect(() => openDatabase('/proc/nowhere/deep/store.db')).toThrow(
    expect.objectContaining({ code: 'store.unreadable' }),
  );
});

test('a store whose pages are overwritten answers with a named problem, not with a crash', () => {
  const file = makeStorePath();
  const made = openDatabase(file);
  made.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x5a, 100));
  expect(() => openTestStore(file).listRuns()).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^store\.(unreadable|damaged)$/) as string }),
  );
});

test('nothing but the store file is left when the last connection closes', () => {
  const file = makeStorePath();
  const store = openDatabase(file);
  store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a store says what it is', () => {
  const file = makeStorePath();
  const store = openTestStore(file);
  createSampleRun(store);
  const report = store.inspect();
  expect(report).toMatchObject({ file, schema: newest, runs: 1, check: 'ok' });
  expect(report.sqlite).toMatch(/^3\.\d+\.\d+$/);
  expect(report.bytes).toBeGreaterThan(4096);
});

test('the data version grows with the commits of others and not with its own', () => {
  const file = makeStorePath();
  const [mine, other] = [openTestStore(file), openTestStore(file)];
  const before = mine.dataVersion();
  createSampleRun(mine);
  expect(mine.dataVersion()).toBe(before);
  createSampleRun(other, { id: 'ffff0000' });
  expect(mine.dataVersion()).toBeGreaterThan(before);
});
