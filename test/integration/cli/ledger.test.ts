import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunLedger } from '#shared/contract/gradients.ts';
import { run, runJson } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

let store = '';

/** Ten layers, the hidden ones of width 32, trained for one epoch. */
async function trainDeep(name: string, activation: string, init: readonly string[]): Promise<void> {
  const layers = Array(9).fill(`32:${activation}`).join(',');
  const settings = init.flatMap((setting) => ['--set', setting]);
  await runJson(store, [
    ...['train', '--data', 'moons:n=200', '--layers', layers, '--epochs', '1', '--name', name],
    ...['--gradients', 'full', ...settings],
  ]);
}

const ledgerOf = (...args: string[]) => runJson<RunLedger>(store, ['ledger', ...args]);
const sum = (numbers: readonly (number | null)[]) =>
  numbers.reduce<number>((all, one) => all + (one ?? NaN), 0);

beforeAll(async () => {
  store = path.join(makeTestFolder(), 'layerbench.sqlite');
  await trainDeep('sigmoid', 'sigmoid', ['init=xavier']);
  await trainDeep('relu', 'relu', ['init=he']);
  await trainDeep('small', 'relu', ['init=normal', 'initStd=0.01']);
});

describe('ledger', () => {
  test.each([
    ['sigmoid', -6, 'derivative'],
    ['relu', 0, null],
    ['small', -12, 'weight'],
  ] as const)(
    'of ten %s layers shows what the lecture says, and adds up',
    async (name, expected, culprit) => {
      const { total, layers } = await ledgerOf(name, '--step', '1');
      expect(layers.map(({ l }) => l)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
      expect(Math.abs((total ?? NaN) - expected)).toBeLessThan(1.5);
      const terms = layers.flatMap(({ weight, derivative }) => [weight, derivative]);
      expect(Math.abs(sum(terms) - (total ?? NaN))).toBeLessThan(1e-6);
      if (culprit === null) return;
      expect(sum(layers.map((layer) => layer[culprit])) / (total ?? NaN)).toBeGreaterThan(0.8);
    },
  );

  test('is that of the last recorded step where none is named, and names the entries that the network has', async () => {
    await runJson(store, [
      ...['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--epochs', '3', '--name', 'shallow'],
    ]);
    const { step, layers } = await ledgerOf('shallow');
    expect(step).toBeGreaterThan(1);
    expect(Object.keys(layers[0] ?? {})).toEqual(['l', 'weight', 'derivative']);
  });

  test('is printed as a table whose last line is the whole', async () => {
    const { exitCode, printed } = await run(store, ['ledger', 'relu', '--step', '1']);
    const lines = printed.join('\n').split('\n');
    expect(exitCode).toBe(0);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^l +weight +derivative$/);
    expect(lines.at(-1)).toMatch(/^log10 of ‖dZ_1‖ \/ ‖dZ_10‖ at step 1: [+-]\d\.\d{3}$/);
  });

  test('of a step that was not recorded names the nearest ones, and of a run without gradients what to do', async () => {
    const late = await run(store, ['ledger', 'relu', '--step', '900']);
    expect(late).toMatchObject({ exitCode: 2, printed: [] });
    expect(late.told.join()).toMatch(/not recorded at step 900; the nearest recorded are \d+\.$/);
    await runJson(store, [
      ...['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--epochs', '1', '--name', 'blind'],
      ...['--gradients', 'off'],
    ]);
    const blind = await run(store, ['ledger', 'blind']);
    expect(blind.exitCode).toBe(2);
    expect(blind.told.join()).toMatch(/^run blind: .+--gradients scalars\.$/);
  });
});
