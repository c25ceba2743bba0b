import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { Backup, CareReport } from '#shared/contract/care.ts';
import { run, runJson } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

// Every test starts and ends several threads.
vi.setConfig({ testTimeout: 120_000 });

const folder = makeTestFolder();
let stores = 0;
const makeStore = () => path.join(folder, `${(stores += 1)}`, 'store.sqlite');

const notes = 'x1,x2\n'.repeat(50);

async function makeTrainedStore(): Promise<string> {
  const store = makeStore();
  await run(store, ['train', '--data', 'iris', '--epochs', '3', '--name', 'flowers']);
  return store;
}

function damage(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

test('doctor --backup makes a backup beside the store or under a name, and tells what it holds', async () => {
  const store = await makeTrainedStore();
  const beside = await runJson<Backup & { damages: number }>(store, ['doctor', '--backup']);
  expect(beside).toMatchObject({ kind: 'asked', runs: 1, damages: 0 });
  expect(beside.file.startsWith(`${store}.backup-`)).toBe(true);
  const { exitCode, printed } = await run(store, ['doctor', '--backup', `${store}.mine`]);
  expect(exitCode).toBe(0);
  expect(printed.join()).toMatch(/\.mine of \d{4}-\d\d-\d\d \d\d:\d\d, 1 run, [\d.]+ .B, schema \d+$/);
  const again = await run(store, ['doctor', '--backup', `${store}.mine`]);
  expect([again.exitCode, again.told]).toEqual([
    2,
    [`${store}.mine: a file of this name is there already; name a new one.`],
  ]);
});

test('doctor --deep of a sound store ends with 0, of a damaged one with 1, and names every place', async () => {
  const store = await makeTrainedStore();
  expect(await runJson<CareReport>(store, ['doctor', '--deep'])).toMatchObject({ damaged: [], damages: 0 });
  damage(store, `UPDATE chunk SET crc = crc + 1 WHERE series = 'batch.loss'; UPDATE dataset SET crc = 1`);
  const { exitCode, printed } = await run(store, ['doctor', '--deep']);
  expect(exitCode).toBe(1);
  expect(printed.join('\n')).toMatch(
    /"flowers": series batch\.loss, steps 1 to \d+, is not what was written/,
  );
  expect(printed.join('\n')).toContain(
    'Dataset iris: its examples are not what was written; used by "flowers"',
  );
  expect(printed.at(-1)).toBe('2 damaged. There is no sound backup beside the store.');
});

test('of a damaged checkpoint the sound one is named that can be used instead', async () => {
  const store = await makeTrainedStore();
  damage(store, `UPDATE checkpoint SET sha256 = 'x' WHERE kind = 'end'`);
  const { printed } = await run(store, ['doctor', '--deep']);
  expect(printed.join('\n')).toMatch(
    /the checkpoint at step \d+ is not what was written; the one at step \d+ is sound/,
  );
});

test('a store that cannot be opened is refused in one line that names the way back, and --restore goes it', async () => {
  const store = await makeTrainedStore();
  const { file } = await runJson<Backup>(store, ['doctor', '--backup']);
  writeFileSync(store, notes);
  const refused = await run(store, ['runs']);
  expect([refused.exitCode, refused.told.length]).toEqual([2, 1]);
  expect(refused.told[0]).toContain(`${store}: this file is not a Layerbench store`);
  expect(refused.told[0]).toContain(`layerbench doctor --restore "${file}"`);
  const restored = await run(store, ['doctor', '--restore', file]);
  expect([restored.exitCode, restored.printed.at(-1)]).toEqual([0, 'Nothing is damaged.']);
  const aside = /is now (.+)\.$/.exec(restored.told.join('\n'))?.[1] ?? '';
  expect(readFileSync(aside, 'utf8')).toBe(notes);
  expect((await run(store, ['runs'])).printed.join('\n')).toContain('flowers');
});

test('without a backup the refusal is the sentence alone', async () => {
  const store = path.join(folder, 'notes.sqlite');
  writeFileSync(store, notes);
  const { told } = await run(store, ['runs']);
  expect(told).toEqual([
    `${store}: this file is not a Layerbench store; nothing was changed. Name a store, or a new file.`,
  ]);
});

test('a backup that is none is refused, and the store stays', async () => {
  const store = await makeTrainedStore();
  writeFileSync(`${store}.notes`, notes);
  const before = readFileSync(store);
  for (const [file, sentence] of [
    [`${store}.notes`, 'this backup cannot be restored (it is not a Layerbench store)'],
    [`${store}.gone`, 'there is no such file'],
  ] as const) {
    const { exitCode, told } = await run(store, ['doctor', '--restore', file]);
    expect(exitCode).toBe(2);
    expect(told.join()).toContain(`${file}: ${sentence}`);
  }
  expect(readFileSync(store).equals(before)).toBe(true);
});
