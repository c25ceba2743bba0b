import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Run } from '#shared/contract/runs.ts';
import { makeStorePath, openTestStore } from '../../unit/store/temporary-folder.ts';
import { createWholeRun, readEverything } from '../../unit/store/whole-run.ts';
import { startStore } from './start-store-thread.ts';

const emptier = fileURLToPath(new URL('empty-until-killed.ts', import.meta.url));

/** A store with whole runs, the first `trashed` of them in the trash. */
function makeStoreWithTrash(runs: number, trashed: number) {
  const file = makeStorePath();
  const store = openTestStore(file);
  const made = Array.from({ length: runs }, (_, at) => createWholeRun(store, { id: `run-${at}` }, 3000));
  store.trashRuns(made.slice(0, trashed).map(({ id }) => id));
  return { file, store, made };
}

/** Starts to empty the trash in another process and kills it with no chance to tidy up; returns what it said. */
async function emptyAndKill(file: string, afterLines: number): Promise<string[]> {
  const child = spawn(process.execPath, [emptier, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > afterLines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .trimEnd()
    .split('\n');
}

test('killed in the middle of emptying, the store is sound and every run is whole or gone, three times over', async () => {
  const { file, store, made } = makeStoreWithTrash(24, 20);
  const everything = readEverything(store, 'run-23');
  for (const afterLines of [1, 3, 7]) {
    const said = await emptyAndKill(file, afterLines);
    expect(store.inspect().check).toBe('ok');
    const left = store.listTrash().map(({ run }) => run);
    for (const id of said) expect(left.map((run) => run.id)).not.toContain(id);
    expect(left.length).toBeGreaterThan(0);
    for (const run of left) {
      expect(readEverything(store, run.id)).toEqual(everything);
      expect(made).toContainEqual(run);
    }
    expect(store.listRuns()).toEqual(made.slice(20).reverse());
  }
  const ids = store.listTrash().map(({ run }) => run.id);
  expect(store.restoreRuns(ids).map(({ id }) => id)).toEqual(ids);
  for (const { id } of store.listRuns()) expect(readEverything(store, id)).toEqual(everything);
}, 60_000);

test('killed while the space is given back, nothing is lost and it can be given back again', async () => {
  const { file, store } = makeStoreWithTrash(2, 1);
  const everything = readEverything(store, 'run-1');
  const filler = Array.from({ length: 6 }, (_, at) => createWholeRun(store, { id: `filler-${at}` }, 150_000));
  store.trashRuns(filler.map(({ id }) => id));
  const said = await emptyAndKill(file, 8);
  expect(said).toContain('space');
  expect(store.inspect().check).toBe('ok');
  expect(readEverything(store, 'run-1')).toEqual(everything);
  while (store.giveSpaceBack() === 'more');
  expect(store.measureFile().unused).toBe(0);
  expect(store.inspect().check).toBe('ok');
}, 60_000);

test('one thread lists and restores while another empties: what was restored stays whole', async () => {
  const { file, made } = makeStoreWithTrash(40, 40);
  const [emptying, looking] = await Promise.all([startStore(file), startStore(file)]);
  onTestFinished(async () => {
    await Promise.all([emptying.close(), looking.close()]);
  });
  const known = new Map(made.map((run) => [run.id, run]));
  const restored: Run[] = [];
  const isRestored = Promise.withResolvers<void>();
  let isEmptying = true;
  const empty = async () => {
    let deleted = 0;
    for (const { run } of await emptying.listTrash()) {
      if (await emptying.deleteTrashed(run.id)) deleted += 1;
      // However quick it is: something is restored while it goes on.
      if (deleted === 10) await isRestored.promise;
    }
    while ((await emptying.giveSpaceBack()) === 'more');
    isEmptying = false;
    return deleted;
  };
  const look = async () => {
    while (isEmptying) {
      const left = await looking.listTrash();
      for (const { run } of left) expect(run).toEqual(known.get(run.id));
      const last = left.at(-1);
      if (last && restored.length < 3) restored.push(...(await looking.restoreRuns([last.run.id])));
      if (restored.length > 0) isRestored.resolve();
    }
  };
  const [deleted] = await Promise.all([empty(), look()]);
  expect(restored.length).toBeGreaterThan(0);
  expect(deleted).toBe(40 - restored.length);
  expect(await looking.listTrash()).toEqual([]);
  const kept = await looking.listRuns();
  expect(kept.map(({ id }) => id).sort()).toEqual(restored.map(({ id }) => id).sort());
  for (const { id } of kept) expect((await looking.readSeries(id, 'batch.loss')).steps).toHaveLength(3000);
}, 60_000);
