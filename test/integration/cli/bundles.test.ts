import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '#main/hosts/cli/exit-codes.ts';
import { makeFolder } from '../services/test-app.ts';
import { readRuns, run, runJson } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

const folder = makeTestFolder();
const store = path.join(folder, 'from.sqlite');
const file = path.join(folder, 'runs.layerbench');
let id: string;

beforeAll(async () => {
  const train = ['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--epochs', '3', '--name'];
  id = (await runJson<{ run: string }>(store, [...train, 'first'])).run;
  await runJson(store, [...train, 'second']);
});

const newStore = () => path.join(makeFolder(), 'to.sqlite');

describe('export and import', () => {
  test('carry runs from one store to another, by id, start of an id or name', async () => {
    const written = await runJson<{ file: string; bytes: number }>(store, [
      ...['export', id.slice(0, 6), 'second'],
      ...['--to', file],
    ]);
    expect(written).toEqual({ file, bytes: statSync(file).size });
    const to = newStore();
    const report = await runJson<{ imported: unknown[]; skipped: unknown[] }>(to, ['import', file]);
    expect(report).toMatchObject({
      imported: [{ run: id, name: 'first', fate: 'new', data: 'bundle' }, { name: 'second' }],
      skipped: [],
    });
    expect(await readRuns(to)).toEqual(await readRuns(store));
    expect(await runJson(to, ['import', file])).toMatchObject({
      imported: [],
      skipped: [{ run: id, fate: 'known' }, {}],
    });
    expect(await runJson(to, ['replay', id])).toMatchObject({ identical: true });
  });

  test('say what they did in words', async () => {
    const [to, small] = [newStore(), path.join(makeFolder(), 'small.layerbench')];
    const written = await run(store, ['export', 'first', '--to', small, '--no-data', '--no-checkpoints']);
    expect(written).toMatchObject({
      exitCode: 0,
      printed: [`${small}: ${statSync(small).size} bytes written`],
    });
    expect((await run(to, ['import', small])).printed.join('\n')).toMatch(
      new RegExp(`^${id} {2}first: new\n1 imported, 0 known$`),
    );
    expect((await run(to, ['import', small])).printed.join('\n')).toContain('known, left as it is');
  });

  test('of a design puts it on the bench', async () => {
    const design = path.join(makeFolder(), 'design.json');
    await runJson(store, ['export', 'first', '--to', design]);
    expect(JSON.parse(readFileSync(design, 'utf8'))).toMatchObject({ format: 'layerbench/design@1' });
    expect(await runJson(newStore(), ['import', design])).toEqual({
      imported: [{ design: 'moons' }],
      skipped: [],
    });
  });
});

describe('bad input ends with 2 and one sentence', () => {
  test.each([
    [['export', 'first', '--to', 'a.onnx'], '--to "a.onnx": .layerbench'],
    [['export', 'first', '--to', 'a'], '--to "a": .layerbench'],
    [['export', 'first', '--to', 'a', '--format', 'npz'], '--format "npz": .layerbench'],
    [['export', 'nobody', '--to', 'a.layerbench'], 'run "nobody": no saved run'],
    [['export', 'first', 'second', '--to', 'a.json'], 'a design is of one run, and 2 are named'],
    [['export', 'first', '--to', '/nowhere/a.layerbench'], 'the file cannot be written'],
    [['export', 'first'], '--to'],
    [['import', '/nowhere/a.layerbench'], '/nowhere/a.layerbench: there is no such file.'],
    [['import', folder], 'it is not a plain file'],
  ])('%j', async (args, sentence) => {
    const { exitCode, printed, told } = await run(store, args);
    expect({ exitCode, printed, lines: told.length }).toEqual({
      exitCode: exitCodes.badInput,
      printed: [],
      lines: 1,
    });
    expect(told[0]).toContain(sentence);
    expect(existsSync('a.layerbench')).toBe(false);
  });

  test('for a file that is no bundle, and for a damaged one; the store stays as it was', async () => {
    const to = newStore();
    await runJson(store, ['export', 'first', '--to', file]);
    await runJson(to, ['import', file]);
    const before = await readRuns(to);
    const bytes = readFileSync(file);
    const bad = path.join(makeFolder(), 'bad.layerbench');
    for (const [content, sentence] of [
      [Buffer.from('text'), 'this is not a Layerbench bundle'],
      [bytes.subarray(0, bytes.length / 2), 'the bundle ends too early'],
      [Buffer.from('{"format":"layerbench/design@1"}'), 'design, name: nothing is not accepted'],
    ] as const) {
      writeFileSync(bad, content);
      const { exitCode, printed, told } = await run(to, ['import', bad]);
      expect({ exitCode, printed }).toEqual({ exitCode: exitCodes.badInput, printed: [] });
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(bad);
      expect(told[0]).toContain(sentence);
    }
    expect(await readRuns(to)).toEqual(before);
    expect(readdirSync(path.dirname(to)).some((name) => name.includes('transfers'))).toBe(false);
  });
});
