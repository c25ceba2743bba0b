import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { applicationId } from '#main/store/file-header.ts';
import { makeFolder } from '../services/test-app.ts';
import { readRuns, run, runJson, start } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

let folder = '';
let store = '';
const file = (name: string) => path.join(folder, name);

const rows = (make: (row: number) => string, count = 60) =>
  Array.from({ length: count }, (_, row) => make(row));
const design = {
  format: 'layerbench/design@1',
  name: 'planar',
  inputs: 2,
  layers: [
    { units: 4, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
};

beforeAll(() => {
  folder = makeTestFolder();
  store = file('layerbench.sqlite');
  const files = {
    'empty.csv': '',
    'header.csv': 'width,kind\n',
    'ragged.csv': ['width,length,kind', '1,2,a', '3,4', '5,6,b'].join('\n'),
    'text.csv': ['width,length,kind', '1,2,a', 'wide,4,b', '5,6,a', '7,8,b'].join('\n'),
    'one-class.csv': ['width,kind', ...rows((row) => `${row},setosa`)].join('\n'),
    'good.csv': ['width,kind', ...rows((row) => `${row},${row % 2 ? 'a' : 'b'}`)].join('\n'),
    'few.csv': ['width,kind', ...rows((row) => `${row},${row % 2 ? 'a' : 'b'}`, 12)].join('\n'),
    'unclosed.csv': 'width,kind\n1,"a\n2,b\n',
    'binary.csv': 'PK\0\0\0',
    'not.json': '{\n  "format": planar\n}\n',
    'fits.json': JSON.stringify(design),
    'field.json': JSON.stringify({ ...design, dropout: 1 }),
    'units.json': JSON.stringify({ ...design, layers: [{ units: 0, activation: 'tanh' }, design.layers[1]] }),
    'inputs.json': JSON.stringify({ ...design, inputs: 3 }),
    'softmax.json': JSON.stringify({
      ...design,
      layers: [{ units: 3, activation: 'softmax' }, design.layers[1]],
    }),
    'recipe.json': JSON.stringify({ epochs: 5 }),
    'not-a-store.sqlite': 'width,kind\n'.repeat(100),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
  mkdirSync(file('folder.csv'));
  const newer = new Database(file('newer.sqlite'));
  newer.exec(
    `CREATE TABLE run (id TEXT) STRICT; PRAGMA user_version = 9990; PRAGMA application_id = ${applicationId}`,
  );
  newer.close();
});

/** Arguments, where FOLDER stands for the folder of the test's files, and what the one line must say. */
const refused: [string, string[], (string | RegExp)[]][] = [
  [
    'a file that is not there',
    ['train', '--data', 'FOLDER/none.csv'],
    ['FOLDER/none.csv: there is no such file.'],
  ],
  ['a folder without images', ['train', '--data', 'FOLDER/folder.csv'], ['FOLDER/folder.csv', 'PNG, JPEG']],
  [
    'an empty table',
    ['train', '--data', 'FOLDER/empty.csv'],
    ['FOLDER/empty.csv', 'empty', 'at least one row'],
  ],
  ['a table of a header only', ['train', '--data', 'FOLDER/header.csv'], ['FOLDER/header.csv', 'header']],
  [
    'a ragged row',
    ['train', '--data', 'FOLDER/ragged.csv'],
    ['FOLDER/ragged.csv, line 3: 2 fields where every row needs 3.'],
  ],
  [
    'text in a numeric column',
    ['train', '--data', 'FOLDER/text.csv'],
    ['FOLDER/text.csv, line 3, column "width": "wide" is not a number'],
  ],
  [
    'a quote that is never closed',
    ['train', '--data', 'FOLDER/unclosed.csv'],
    ['FOLDER/unclosed.csv, line 2'],
  ],
  ['a file that is no text', ['train', '--data', 'FOLDER/binary.csv'], ['FOLDER/binary.csv', 'binary']],
  [
    'a target that does not exist',
    ['train', '--data', 'FOLDER/good.csv', '--target', 'colour'],
    ['FOLDER/good.csv: there is no column "colour"; the columns are "width", "kind".'],
  ],
  [
    'another target for a built-in dataset',
    ['train', '--data', 'iris', '--target', 'petal_length'],
    ['iris: there is no column "petal_length"', 'species'],
  ],
  [
    'a single class',
    ['train', '--data', 'FOLDER/one-class.csv'],
    ['column "kind"', 'single class "setosa"', 'two classes'],
  ],
  [
    'a task that the target does not fit',
    ['train', '--data', 'FOLDER/good.csv', '--task', 'regression'],
    ['column "kind"', 'regression'],
  ],
  [
    'another task for a built-in dataset',
    ['train', '--data', 'iris', '--task', 'binary'],
    ['iris', 'binary', 'multiclass'],
  ],
  [
    'an unknown task',
    ['train', '--data', 'iris', '--task', 'ranking'],
    ['--task "ranking"', 'binary, multiclass, regression'],
  ],
  [
    'a learning rate of abc',
    ['train', '--data', 'moons', '--set', 'optimizer.learningRate=abc'],
    ['setting optimizer.learningRate: "abc" is not accepted; a number above 0 is accepted.'],
  ],
  [
    'a learning rate of −1',
    ['train', '--data', 'moons', '--set', 'optimizer.learningRate=-1'],
    ['setting optimizer.learningRate: "-1" is not accepted; a number above 0 is accepted.'],
  ],
  [
    'no epochs',
    ['train', '--data', 'moons', '--epochs', '0'],
    ['setting epochs: "0"', 'a whole number from 1'],
  ],
  [
    'a seed of words',
    ['train', '--data', 'moons', '--seed', 'lucky'],
    ['setting seed: "lucky"', 'from 0 to 4294967295'],
  ],
  [
    'a setting without its group',
    ['train', '--data', 'moons', '--set', 'learningRate=1'],
    ['setting "learningRate" is not known; did you mean "optimizer.learningRate"?'],
  ],
  [
    'a setting without =',
    ['train', '--data', 'moons', '--set', 'epochs'],
    ['--set "epochs": KEY=VALUE is accepted, such as optimizer.learningRate=0.01.'],
  ],
  ['a setting without a key', ['train', '--data', 'moons', '--set', '=5'], ['--set "=5"']],
  ['a setting without a value', ['train', '--data', 'moons', '--set', 'epochs='], ['setting epochs: ""']],
  [
    'more gradients than there are',
    ['train', '--data', 'moons', '--gradients', 'all'],
    ['gradients: "all"', 'off, scalars, full'],
  ],
  [
    'half a recipe',
    ['train', '--data', 'moons', '--recipe', 'FOLDER/recipe.json'],
    ['setting optimizer', 'optimizer.kind'],
  ],
  [
    'a recipe that is not JSON',
    ['train', '--data', 'moons', '--recipe', 'FOLDER/not.json'],
    ['FOLDER/not.json', 'JSON'],
  ],
  [
    'zero units',
    ['train', '--data', 'moons', '--layers', '0:tanh'],
    ['design, layer 1, units: "0" is not accepted; a whole number from 1 to 16384 is accepted.'],
  ],
  [
    'an unknown activation',
    ['train', '--data', 'moons', '--layers', '8:tanh,8:rellu'],
    ['design, layer 2, activation: "rellu"', 'did you mean "relu"'],
  ],
  [
    'layers without activations',
    ['train', '--data', 'moons', '--layers', '16,16'],
    ['layers "16,16"', '16:tanh'],
  ],
  [
    'too many layers',
    ['train', '--data', 'moons', '--layers', Array(200).fill('1:tanh').join(',')],
    ['design, layers', '1 to 200 layers'],
  ],
  [
    'two networks',
    ['train', '--data', 'moons', '--layers', '4:tanh', '--design', 'FOLDER/fits.json'],
    ['--layers and --design both name the network'],
  ],
  [
    'a design that is not there',
    ['train', '--data', 'moons', '--design', 'FOLDER/no.json'],
    ['FOLDER/no.json', 'no such file'],
  ],
  [
    'a design that is not JSON',
    ['train', '--data', 'moons', '--design', 'FOLDER/not.json'],
    ['FOLDER/not.json: not a design'],
  ],
  [
    'a design with an unknown field',
    ['train', '--data', 'moons', '--design', 'FOLDER/field.json'],
    ['design, top level: unknown field "dropout"'],
  ],
  [
    'a design of zero units',
    ['train', '--data', 'moons', '--design', 'FOLDER/units.json'],
    ['design, layer 1, units: 0'],
  ],
  [
    'a design for other data',
    ['train', '--data', 'moons', '--design', 'FOLDER/inputs.json'],
    ["layer 1: W1 expects n_0 = 3 inputs, but the data has 2; set the design's inputs to 2."],
  ],
  [
    'a batch larger than the training part',
    ['train', '--data', 'FOLDER/few.csv'],
    [
      'setting batchSize: "32" is not accepted; the training part has 9 examples, so a whole number from 1 to 9 is accepted.',
    ],
  ],
  [
    'a name too long',
    ['train', '--data', 'moons', '--name', 'n'.repeat(121)],
    ['--name: 121 characters', '120'],
  ],
  ['a tag too long', ['train', '--data', 'moons', '--tags', `a,${'t'.repeat(61)}`], ['61 characters', '60']],
  ['unknown data', ['train', '--data', 'spiral'], ['data "spiral"', 'did you mean "spirals"', 'moons']],
  ['an unknown option of the data', ['train', '--data', 'moons:nose=1'], ['data moons', '"nose"', 'noise']],
  [
    'a bad value of an option of the data',
    ['train', '--data', 'moons:n=many'],
    ['option n', '"many"', 'whole number'],
  ],
  ['no data', ['train'], ['--data']],
  ['data without a value', ['train', '--data'], ['--data', 'missing']],
  ['an unknown option', ['train', '--data', 'moons', '--epoch', '5'], ['--epoch', '--epochs']],
  ['an unknown command', ['trian'], ["unknown command 'trian'", 'train']],
  ['help for an unknown command', ['help', 'trian'], ["unknown command 'trian'"]],
  ['a word too many', ['runs', 'all'], ['runs', 'arguments']],
  ['no command', [], ['name a command', '--help']],
  ['a command that is not there yet', ['compare'], ['compare']],
  [
    'a store that is none',
    ['runs', '--store', 'FOLDER/not-a-store.sqlite'],
    ['FOLDER/not-a-store.sqlite', 'not a Layerbench store'],
  ],
  [
    'a store from a newer version',
    ['runs', '--store', 'FOLDER/newer.sqlite'],
    ['FOLDER/newer.sqlite', 'newer Layerbench (schema 9990)', 'Nothing was changed'],
  ],
  [
    'a store in a file',
    ['runs', '--store', 'FOLDER/good.csv/a.sqlite'],
    ['FOLDER/good.csv/a.sqlite', 'cannot be opened'],
  ],
  ['an unknown run', ['show', 'nobody'], ['run "nobody"', 'layerbench runs']],
  ['an unknown run for its series', ['series', 'nobody', 'train.loss'], ['run "nobody"']],
  ['no series', ['series', 'nobody'], ['key']],
  ['an unknown format', ['series', 'nobody', 'train.loss', '--format', 'xml'], ['xml', 'json', 'csv']],
  ['a limit of none', ['runs', '--limit', '0'], ['--limit "0"', '1 or more']],
  ['a limit of words', ['runs', '--limit', 'few'], ['--limit "few"']],
  ['an unknown column to sort by', ['runs', '--sort', 'dev.acuracy'], ['"dev.acuracy"', 'dev.accuracy']],
  ['a column that every object has', ['runs', '--sort', 'constructor'], ['"constructor" is not known']],
  ['throwing away nothing', ['trash'], ['name the runs', '--empty']],
  ['restoring nothing', ['trash', '--restore'], ['name the runs to take out']],
  ['restoring and emptying at once', ['trash', '--restore', '--empty', 'a'], ['--restore and --empty']],
  ['throwing away an unknown run', ['trash', 'nobody'], ['run "nobody"', 'layerbench runs']],
  ['restoring a run that is not in the trash', ['trash', '--restore', 'nobody'], ['runs --trash']],
  ['deleting a run that is not in the trash', ['trash', '--empty', 'nobody'], ['runs --trash']],
  ['shapes of nothing', ['shapes'], ['--design', '--data']],
  ['shapes of layers without data', ['shapes', '--layers', '4:tanh'], ['--data']],
  [
    'shapes of half an example',
    ['shapes', '--design', 'FOLDER/fits.json', '--m', '0.5'],
    ['--m "0.5"', '1 or more'],
  ],
  [
    'shapes that do not fit',
    ['shapes', '--design', 'FOLDER/softmax.json'],
    ['layer 1: softmax stands before the last layer 2; it is accepted only as the output.'],
  ],
  [
    'shapes for other data',
    ['shapes', '--design', 'FOLDER/fits.json', '--data', 'iris'],
    ['layer 1: W1 expects n_0 = 2 inputs, but the data has 4'],
  ],
  ['a port of words', ['serve', '--port', 'web'], ['--port "web"', 'from 0 to 65535']],
  ['a port that no machine has', ['serve', '--port', '70000'], ['--port "70000"', 'from 0 to 65535']],
];

describe('one line says what is wrong with', () => {
  test.each(refused)('%s', async (_what, args, says) => {
    const { exitCode, printed, told } = await run(
      store,
      args.map((arg) => arg.replace('FOLDER', folder)),
    );
    expect({ exitCode, printed, lines: told.length }, told.join('\n')).toEqual({
      exitCode: 2,
      printed: [],
      lines: 1,
    });
    const [line = ''] = told;
    expect(line).not.toMatch(/\n|\s{4}at |Error:|undefined|\[object/);
    for (const part of says)
      if (typeof part === 'string') expect(line).toContain(part.replace('FOLDER', folder));
      else expect(line).toMatch(part);
  });
});

test('after all of these no run is in the store, whole or half', async () => {
  for (const [, args] of refused.slice(0, 3))
    await run(
      store,
      args.map((arg) => arg.replace('FOLDER', folder)),
    );
  expect(existsSync(store)).toBe(true);
  expect(await readRuns(store)).toEqual([]);
});

test('a column whose name is a terminal code is named without it', async () => {
  const table = path.join(makeFolder(), 'odd.csv');
  writeFileSync(table, '"wi\u001b[2Jdth\nx",kind\n1,a\n2,b\n');
  const { told } = await run(store, ['train', '--data', table, '--target', 'colour']);
  expect(told).toHaveLength(1);
  // eslint-disable-next-line no-control-regex -- the very thing that must not be there
  expect(told[0]).not.toMatch(/[\u0000-\u001f]/);
});

test('a port in use is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { exitCode, printed, told } = await run(store, ['serve', '--port', String(port)]);
  expect([exitCode, printed, told.length]).toEqual([2, [], 1]);
  expect(told[0]).toContain(`port ${port}`);
});

test('a start of an id that fits two runs names both', async () => {
  const own = path.join(makeFolder(), 'layerbench.sqlite');
  const train = ['train', '--data', 'moons:n=60', '--epochs', '1', '--name', 'twin'];
  const runs = [await runJson(own, train), await runJson(own, train)];
  const { exitCode, told } = await run(own, ['show', 'twin']);
  expect([exitCode, told.length]).toEqual([2, 1]);
  for (const { run: id } of runs) expect(told[0]).toContain(id);
  const series = await run(own, ['series', String(runs[0]?.['run']), 'loss']);
  expect([series.exitCode, series.told]).toEqual([2, [expect.stringContaining('train.loss')]]);
});

test('the program itself says it the same way, and nothing on standard output', async () => {
  const { exitCode, stdout, stderr } = await start(store, ['train', '--data', file('ragged.csv')]).ended;
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`${file('ragged.csv')}, line 3: 2 fields where every row needs 3.\n`);
});
