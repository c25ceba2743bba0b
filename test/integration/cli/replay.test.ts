import path from 'node:path';
import { availableParallelism } from 'node:os';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '#main/hosts/cli/program.ts';
import { makeFolder, makeLog } from '../services/test-app.ts';
import { makeTerminal, readRuns, run, runJson, type Outcome } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

const small = ['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--epochs', '5'];
let store = '';

beforeAll(async () => {
  store = path.join(makeTestFolder(), 'layerbench.sqlite');
  await runJson(store, [...small, '--name', 'first']);
});

describe('replay', () => {
  test('of the same bytes prints exactly the three fields and ends with 0', async () => {
    const report = await runJson(store, ['replay', 'first']);
    expect(report).toEqual({ identical: true, checkedSteps: 6, firstDifference: null });
    expect(Object.keys(report)).toEqual(['identical', 'checkedSteps', 'firstDifference']);
  });

  test('says it in one sentence for a person, and leaves the runs as they are', async () => {
    const before = await readRuns(store);
    const { exitCode, printed } = await run(store, ['replay', 'first', '--threads', '1']);
    expect([exitCode, printed]).toEqual([
      0,
      ['Identical: at 6 steps compared, every parameter has the recorded bytes.'],
    ]);
    expect(await readRuns(store)).toEqual(before);
  });

  test('of an altered recipe ends with 1 and names step, tensor and reason in one line', async () => {
    const own = path.join(makeFolder(), 'layerbench.sqlite');
    await runJson(own, [...small, '--name', 'altered']);
    const db = new Database(own);
    db.exec(`UPDATE recipe SET json = replace(json, '"beta1":0.9', '"beta1":0.8')`);
    db.close();
    const { exitCode, printed } = await run(own, ['replay', 'altered']);
    expect([exitCode, printed.length]).toEqual([1, 1]);
    expect(printed[0]).toMatch(
      /^Differs first at step 3 in W1 because the recipe of the run was altered .+: expected [0-9a-f]{64}, found [0-9a-f]{64}\.$/,
    );
    const json = await run(own, ['replay', 'altered', '--json']);
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.printed.join())).toEqual({
      identical: false,
      checkedSteps: 1,
      firstDifference: {
        step: 3,
        tensor: 'W1',
        reason: expect.stringContaining('recipe') as string,
        expected: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        found: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
  });

  test('that is interrupted ends with 130 and prints no report', async () => {
    const outcome: Pick<Outcome, 'printed' | 'told'> = { printed: [], told: [] };
    const { terminal, interrupt, isInterruptible } = makeTerminal(outcome);
    const context = { terminal, log: makeLog(), env: { LAYERBENCH_STORE: store }, debug: false };
    const ended = runProgram(['replay', 'first', '--json'], context);
    await isInterruptible;
    interrupt();
    expect(await ended).toBe(130);
    expect(outcome.printed).toEqual([]);
    expect(outcome.told.at(-1)).toBe('The replay was interrupted; nothing was changed.');
  });
});

describe('--threads', () => {
  test('is written into the run and changes no byte of it', async () => {
    const one = await runJson(store, [...small, '--threads', '1']);
    const most = await runJson(store, [...small, '--threads', String(availableParallelism())]);
    expect(one['weightsSha256']).toBe(most['weightsSha256']);
    const shown = await runJson<{ execution: object }>(store, ['show', String(one['run'])]);
    expect(shown.execution).toMatchObject({ threads: 1 });
  });

  test.each(['0', '1.5', 'many', String(availableParallelism() + 1)])(
    'of %s is refused in one line',
    async (n) => {
      for (const args of [
        [...small, '--threads', n],
        ['replay', 'first', '--threads', n],
      ]) {
        const { exitCode, printed, told } = await run(store, args);
        expect([exitCode, printed, told.length]).toEqual([2, [], 1]);
        expect(told[0]).toContain(`--threads "${n}": a whole number from 1 to ${availableParallelism()}`);
      }
    },
  );
});

test('train says what memory it needs, and a network that needs too much is refused with the figure', async () => {
  const { told } = await run(store, small);
  expect(told.join('\n')).toMatch(/^training needs [34]\d MiB of memory$/m);
  const wide = ['train', '--data', 'moons', '--layers', '16384:relu,16384:relu'];
  const { exitCode, printed, told: refusal } = await run(store, wide);
  expect([exitCode, printed, refusal.length]).toEqual([2, [], 1]);
  expect(refusal[0]).toMatch(/training needs \d+ MiB of memory; at most 4096 MiB are accepted/);
});

test('replay names a run that does not exist, and one that recorded nothing', async () => {
  const own = path.join(makeFolder(), 'layerbench.sqlite');
  await runJson(own, [...small, '--name', 'old']);
  const db = new Database(own);
  db.exec('DELETE FROM parameter_hash');
  db.close();
  for (const [ref, says] of [
    ['nobody', 'run "nobody": no saved run'],
    ['old', 'run old: no hashes of its parameters were recorded'],
  ] as const) {
    const { exitCode, printed, told } = await run(own, ['replay', ref]);
    expect([exitCode, printed, told.length]).toEqual([2, [], 1]);
    expect(told[0]).toContain(says);
  }
});
