import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { checksum, toBytes } from '#main/store/blobs.ts';
import { migrations } from '#main/store/migrations/list.ts';
import { openDatabase } from '#main/store/open.ts';
import { damagedSteps, decodeBlock, encodeBlock, type TailBlock } from '#main/store/tail-block.ts';
import { createSampleRun } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

/** Four rows of two values at uneven steps. */
const rows = { steps: Int32Array.of(3, 4, 7, 9), values: Float32Array.of(1, 2, 3, NaN, 5, Infinity, 7, 8) };

/** One bit of one byte turned. */
function turn(bytes: Uint8Array | null, at: number): Uint8Array {
  const turned = Uint8Array.from(bytes ?? []);
  turned[at] = (turned[at] ?? 0) ^ 1;
  return turned;
}

test('a block gives back its rows', () => {
  expect(decodeBlock(encodeBlock(rows), 2)).toEqual(rows);
  expect(damagedSteps(encodeBlock(rows), 2)).toEqual([]);
});

test('any damaged byte is found, and costs only the row that it lies in', () => {
  const block = encodeBlock(rows);
  for (let at = 0; at < block.values.length; at++) {
    const damaged = { ...block, values: turn(block.values, at) };
    expect(decodeBlock(damaged, 2)).toBeNull();
    expect(damagedSteps(damaged, 2)).toEqual([rows.steps[Math.floor(at / 8)]]);
  }
  expect(damagedSteps({ ...block, steps: turn(block.steps, 8) }, 2)).toEqual([6]);
});

test.each<[string, (block: TailBlock) => Partial<TailBlock>]>([
  ['its checksum', ({ crc }) => ({ crc: crc ^ 1 })],
  ['its length', ({ values }) => ({ values: values.subarray(4) })],
  ['its steps', ({ steps }) => ({ steps: steps?.subarray(1) ?? null })],
  ['its steps, all', () => ({ steps: null })],
])('where the row cannot be told, for %s is damaged, the first of the block is named', (_, change) => {
  const block = encodeBlock(rows);
  const damaged = { ...block, ...change(block) };
  expect(decodeBlock(damaged, 2)).toBeNull();
  expect(damagedSteps(damaged, 2)).toEqual([3]);
});

test('70: rows that were written one by one are read as before, checked as before, and sealed with newer ones', () => {
  const file = makeStorePath();
  const before = openDatabase(
    file,
    migrations.filter(({ schema }) => schema < 70),
  );
  before.close();
  const store = openTestStore(file);
  const { id } = createSampleRun(store);
  store.openSeries(id, 'step', ['train.loss']);
  const db = new Database(file);
  onTestFinished(() => {
    db.close();
  });
  const insert = db.prepare(
    `INSERT INTO tail (run, row_group, step, "values", crc) VALUES (1, 'step', ?, ?, ?)`,
  );
  for (let step = 1; step <= 3; step++) {
    const bytes = toBytes(Float32Array.of(step / 2));
    insert.run(step, bytes, checksum([step], bytes));
  }
  expect(store.readSeries(id, 'train.loss')).toEqual({
    steps: Int32Array.of(1, 2, 3),
    values: Float32Array.of(0.5, 1, 1.5),
  });
  const newer = Int32Array.from({ length: 1200 }, (_, i) => i + 4);
  store.appendRows(id, [
    { group: 'step', steps: newer, values: Float32Array.from(newer, (step) => step / 2) },
  ]);
  const steps = Int32Array.from({ length: 1203 }, (_, i) => i + 1);
  expect(store.readSeries(id, 'train.loss')).toEqual({
    steps,
    values: Float32Array.from(steps, (step) => step / 2),
  });
  expect(db.prepare('SELECT n FROM chunk').pluck().all()).toEqual([960]);
});
