import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, makeStart, openTestApp } from './test-app.ts';

const text = 'width,length,kind\n1,2,a\n,4,b\n5,6,a\n7,8,b\n9,10,a\n11,12,b\n';

test('the bench is as it was left, also after closing and opening', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openTestApp({ storeFile });
  const { design, recipe } = makeStart({ seed: 4_294_967_295, l2: 1e-4 });
  expect(await first.services.draft.read()).toBeNull();
  await first.services.draft.write({ data: 'moons', design, recipe });
  await first.services.draft.write({ data: 'circles:noise=0.25', design, recipe });
  await first.close();
  const second = await openTestApp({ storeFile });
  expect(await second.services.draft.read()).toEqual({ data: 'circles:noise=0.25', design, recipe });
});

test('an imported table is listed after the built-in ones, previewed and trained on after closing and opening', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openTestApp({ storeFile });
  const imported = await first.services.datasets.importCsv({ fileName: 'plants.csv', text });
  expect(imported).toMatchObject({
    name: 'plants',
    origin: 'imported',
    examples: 6,
    features: ['width', 'length'],
    target: 'kind',
    classes: ['a', 'b'],
    missing: [{ column: 'width', count: 1 }],
  });
  await first.close();
  const { services } = await openTestApp({ storeFile });
  const list = await services.datasets.list();
  expect(list.at(-1)).toEqual(imported);
  expect(list.slice(0, -1).map(({ origin }) => origin)).not.toContain('imported');
  const preview = await services.datasets.preview(imported.source, 100);
  expect(preview.inputs).toEqual([
    [1, 2],
    [5, 6],
    [7, 8],
    [9, 10],
    [11, 12],
  ]);
  expect([preview.targets, preview.classCounts]).toEqual([
    [0, 0, 1, 0, 1],
    [3, 3],
  ]);
  const run = await services.runs.start(makeStart({ batchSize: 2, epochs: 2 }, { data: imported.source }));
  expect(await services.runs.ended(run.id)).toMatchObject({
    status: 'finished',
    dataset: { hash: imported.hash },
  });
});

test('a preview holds no more points than were asked for, spread over the data', async () => {
  const { services } = await openTestApp();
  const { inputs, targets, summary } = await services.datasets.preview('moons:n=1000', 10);
  expect([inputs.length, targets.length, summary.examples]).toEqual([10, 10, 1000]);
  expect(new Set(inputs.map(String)).size).toBe(10);
});

test('a preview with a division shows the parts that a run with the same recipe trains on', async () => {
  const { services } = await openTestApp();
  const { data, recipe } = makeStart({ seed: 9 });
  const started = await services.runs.start(makeStart({ seed: 9, epochs: 1 }));
  const { parts } = await services.datasets.preview(data, 100, { split: recipe.split, seed: recipe.seed });
  const count = (part: string) => parts.filter((one) => one === part).length;
  expect({ train: count('train'), dev: count('dev'), test: count('test') }).toEqual(started.examples);
  const other = await services.datasets.preview(data, 100, { split: recipe.split, seed: 10 });
  expect(other.parts).not.toEqual(parts);
  expect((await services.datasets.preview(data, 100)).parts).toEqual([]);
});

test('a table that is refused is not kept', async () => {
  const { services } = await openTestApp();
  await expect(
    services.datasets.importCsv({ fileName: 'bad.csv', text: 'a,b\n1,2\n3\n' }),
  ).rejects.toMatchObject({
    code: 'csv.ragged',
    params: { file: 'bad.csv', line: 3, found: 1, expected: 2 },
  });
  await expect(
    services.datasets.importCsv({ fileName: 'bad.csv', text, target: 'colour' }),
  ).rejects.toMatchObject({
    code: 'data.noTarget',
  });
  expect((await services.datasets.list()).every(({ origin }) => origin !== 'imported')).toBe(true);
});
