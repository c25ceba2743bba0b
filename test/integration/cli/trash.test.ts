import path from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { createSampleRun } from '../../unit/store/samples.ts';
import { createWholeRun } from '../../unit/store/whole-run.ts';
import { makeFolder } from '../services/test-app.ts';
import { run, runJson } from './run-command.ts';

/** A store with runs that have ended, the last one the newest. */
function makeStore(...names: string[]): string {
  const file = path.join(makeFolder(), 'layerbench.sqlite');
  const store = openStore(file, { now: Date.now });
  names.forEach((name, at) =>
    createWholeRun(store, { id: `${name}-id`, name, createdAt: 1000 + at }, 30_000),
  );
  store.close();
  return file;
}

interface Listed {
  total: number;
  runs: { run: string; name: string; trashedAt?: string; bytes?: number }[];
}

const namesOf = ({ runs }: Listed) => runs.map(({ name }) => name);

test('runs are thrown away by name and id, listed in the trash and no longer among the runs', async () => {
  const store = makeStore('a', 'b', 'c');
  expect(await runJson(store, ['trash', 'a', 'c-i'])).toEqual({ trashed: ['a-id', 'c-id'] });
  expect(namesOf(await runJson<Listed>(store, ['runs']))).toEqual(['b']);
  const trash = await runJson<Listed>(store, ['runs', '--trash']);
  expect(trash.total).toBe(2);
  expect(trash.runs[0]).toMatchObject({
    run: 'c-id',
    name: 'c',
    status: 'finished',
    trashedAt: expect.stringMatching(/^20\d\d-.*Z$/) as string,
    bytes: expect.any(Number) as number,
  });
  expect(
    namesOf(await runJson<Listed>(store, ['runs', '--trash', '--sort', 'name', '--limit', '1'])),
  ).toEqual(['a']);
  const { printed } = await run(store, ['runs', '--trash']);
  expect(printed.join()).toMatch(/thrown away \(UTC\) +size[^]*\d kB$/);
});

test('a run in the trash is refused where it is named, with how to take it out; restored, it is as before', async () => {
  const store = makeStore('a');
  const before = await runJson(store, ['show', 'a']);
  expect((await run(store, ['trash', 'a'])).printed).toEqual([
    '1 run in the trash; "layerbench trash --restore a-id" takes it out again',
  ]);
  expect(await run(store, ['show', 'a-id'])).toMatchObject({
    exitCode: 2,
    told: [expect.stringContaining('it is in the trash; "layerbench trash --restore a-id"') as string],
  });
  expect(await run(store, ['show', 'a'])).toMatchObject({ exitCode: 2 });
  expect((await run(store, ['trash', '--restore', 'a'])).printed).toEqual(['1 run restored']);
  expect(await runJson(store, ['show', 'a'])).toEqual(before);
});

test('emptying says in one sentence how much space the disk got back, and empties only the trash', async () => {
  const store = makeStore('a', 'b', 'c', 'd');
  await run(store, ['trash', 'a', 'b', 'c']);
  expect((await run(store, ['trash', '--empty', 'a'])).printed.join()).toMatch(
    /^1 run deleted; [\d.]+ [kM]B given back to the disk$/,
  );
  expect((await run(store, ['trash', '--empty'])).printed.join()).toMatch(
    /^2 runs deleted; [\d.]+ [kM]B given back to the disk$/,
  );
  expect((await run(store, ['runs', '--trash'])).printed).toEqual(['The trash is empty.']);
  expect(namesOf(await runJson<Listed>(store, ['runs']))).toEqual(['d']);
  expect(await runJson(store, ['trash', '--empty'])).toEqual({ deleted: 0, bytes: 0, waiting: 0 });
});

test('where one of the runs cannot be thrown away, none is', async () => {
  const file = makeStore('a');
  const store = openStore(file, { now: Date.now });
  createSampleRun(store, { id: 'busy-id', name: 'busy' });
  expect(await run(file, ['trash', 'a', 'busy'])).toMatchObject({
    exitCode: 2,
    printed: [],
    told: [
      'run busy: it is training, and only a run that has ended can be put into the trash; stop it first.',
    ],
  });
  expect(store.listTrash()).toEqual([]);
  store.close();
});
