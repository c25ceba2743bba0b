import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Reserve, reserveBytes } from '#main/store/reserve.ts';
import { makeStorePath } from './temporary-folder.ts';

test('a reserve is really on the disk, is made once, and is let go', () => {
  const store = makeStorePath();
  const reserve = new Reserve(store);
  const withoutIt = reserve.needed;
  expect(reserve.make()).toBe(true);
  const { size, blocks, ino } = statSync(`${store}.reserve`);
  expect(size).toBe(reserveBytes);
  if (process.platform !== 'win32') expect(blocks * 512).toBeGreaterThanOrEqual(reserveBytes);
  expect(reserve.needed).toBe(withoutIt - reserveBytes);
  expect(reserve.make()).toBe(true);
  expect(statSync(`${store}.reserve`).ino).toBe(ino);
  reserve.letGo();
  reserve.letGo();
  expect(readdirSync(path.dirname(store))).toEqual([]);
});

test('half a reserve is made whole', () => {
  const store = makeStorePath();
  writeFileSync(`${store}.reserve`, 'half');
  const reserve = new Reserve(store);
  expect(reserve.make()).toBe(true);
  expect(statSync(`${store}.reserve`).size).toBe(reserveBytes);
});

test('where nothing can be written there is no reserve and no half of one', () => {
  const store = makeStorePath();
  const reserve = new Reserve(path.join(store, 'gone', 'store.db'));
  expect([reserve.make(), reserve.free]).toEqual([false, null]);
  expect(readdirSync(path.dirname(store))).toEqual([]);
});

test('a disk says how much it has free', () => {
  expect(new Reserve(makeStorePath()).free).toBeGreaterThan(0);
});
