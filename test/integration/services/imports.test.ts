import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CsvChoices, ImportEvent, TablePreview } from '#shared/contract/imports.ts';
import type { App } from '#main/app.ts';
import { linkClient } from './contract-link.ts';
import { makeFolder, makeStart, openTestApp } from './test-app.ts';

const plants = [
  'site,width,born,kind',
  'north,1.5,2026-01-01,a',
  'south,,2026-01-02,b',
  'north,3,2026-01-03,a',
  'south,4,,b',
  ...Array.from({ length: 20 }, (_, row) => `west,${row},2026-02-0${1 + (row % 9)},${'ab'[row % 2]}`),
].join('\n');

async function bring(app: App, text: string, fileName = 'plants.csv'): Promise<string> {
  const { bundles } = app.services;
  const bytes = Buffer.from(text);
  const { transfer } = await bundles.page.announce({ fileName, bytes: bytes.length });
  await bundles.transfers.send(transfer, 0, bytes);
  return transfer;
}

async function readWhole(app: App, id: string, choices?: CsvChoices): Promise<TablePreview> {
  const events: ImportEvent[] = [];
  for await (const event of app.services.imports.read(id, choices)) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'done') throw new Error('the import did not end with a preview');
  expect(events.slice(0, -1).every((event) => event.type === 'progress')).toBe(true);
  return last.preview;
}

const importedIn = async ({ services }: App) =>
  (await services.datasets.list()).filter(({ origin }) => origin === 'imported');
const filesOf = (folder: string) => {
  const transfers = path.join(folder, 'layerbench-transfers');
  return existsSync(transfers) ? readdirSync(transfers) : [];
};

test('a table is previewed, foreseen and kept, and a run trains on it', async () => {
  const folder = makeFolder();
  const app = await openTestApp({ storeFile: path.join(folder, 'layerbench.sqlite') });
  const id = await bring(app, plants);
  const preview = await readWhole(app, id);
  expect(preview).toMatchObject({
    fileName: 'plants.csv',
    format: 'CSV',
    rows: 24,
    columns: [
      { name: 'site', type: 'category', missing: 0, words: 3 },
      { name: 'width', type: 'number', missing: 1 },
      { name: 'born', type: 'date', missing: 1 },
      { name: 'kind', type: 'category', words: 2 },
    ],
    dialect: { delimiter: ',', header: true },
  });
  expect(preview.first.slice(0, 2)).toEqual([
    ['north', '1.5', '2026-01-01', 'a'],
    ['south', null, '2026-01-02', 'b'],
  ]);
  const { imports, runs } = app.services;
  expect(await imports.foresee(id, { out: ['site'] })).toEqual({
    task: 'binary',
    target: 'kind',
    examples: 24,
    inputs: 2,
    outputs: 1,
    classes: ['a', 'b'],
  });
  expect(await importedIn(app)).toEqual([]);
  const kept = await imports.keep(id, { out: ['site'], scaling: 'minMax' });
  expect(await importedIn(app)).toEqual([kept]);
  expect(filesOf(folder)).toEqual([]);
  const run = await runs.start(makeStart({ batchSize: 4, epochs: 2 }, { data: kept.source }));
  expect(await runs.ended(run.id)).toMatchObject({ status: 'finished', dataset: { hash: kept.hash } });
});

test('a table is read again by another dialect and other types', async () => {
  const app = await openTestApp();
  const id = await bring(app, 'a;b\n1,5;x\n2,5;y\n3,5;x\n');
  expect((await readWhole(app, id)).columns[0]).toMatchObject({ type: 'number' });
  const again = await readWhole(app, id, { decimal: '.', types: { a: 'category' } });
  expect(again.columns[0]).toMatchObject({ type: 'category', words: 3 });
});

test('what is refused keeps nothing, names its place, and can be mended', async () => {
  const app = await openTestApp();
  const id = await bring(app, 'a,b\n1,1\nx,2\n3,1\n4,2\n5,1\n6,2\n');
  expect((await readWhole(app, id)).columns[0]?.unread).toEqual({ count: 1, line: 3, value: 'x' });
  const { imports } = app.services;
  const refusal = { code: 'csv.textInNumber', params: { file: 'plants.csv', line: 3, column: 'a' } };
  await expect(imports.foresee(id, {})).rejects.toMatchObject(refusal);
  await expect(imports.keep(id, {})).rejects.toMatchObject(refusal);
  expect(await importedIn(app)).toEqual([]);
  await readWhole(app, id, { types: { a: 'category' } });
  expect((await imports.keep(id, {})).features).toHaveLength(6);
});

test('a file that is no table is refused while it is read', async () => {
  const app = await openTestApp();
  const ragged = await bring(app, 'a,b\n1,2\n3\n');
  await expect(readWhole(app, ragged)).rejects.toMatchObject({ code: 'csv.ragged' });
  const binary = await bring(app, 'PK\0\0', 'some.doc');
  await expect(readWhole(app, binary)).rejects.toMatchObject({ code: 'data.fileFormat' });
});

test('what is refused while a page follows the reading crosses as a problem', async () => {
  const app = await openTestApp();
  const client = linkClient(app.router);
  const id = await bring(app, 'a,b\n1,2\n3\n');
  const follow = async () => {
    for await (const event of await client.imports.read({ import: id })) expect(event.type).toBe('progress');
  };
  await expect(follow()).rejects.toMatchObject({
    code: 'PROBLEM',
    data: { code: 'csv.ragged', params: { file: 'plants.csv', line: 3 } },
  });
});

test('a cancelled import ends its thread and keeps nothing', async () => {
  const app = await openTestApp();
  const rows = Array.from({ length: 400_000 }, (_, row) => `${row},${row % 7},${row % 2}`);
  const folder = makeFolder();
  const file = path.join(folder, 'large.csv');
  writeFileSync(file, `a,b,c\n${rows.join('\n')}\n`);
  const { transfers } = app.services.bundles;
  const { id } = transfers.offer(file);
  const stop = new AbortController();
  const events = app.services.imports.read(id, {}, stop.signal);
  expect(await events.next()).toMatchObject({ value: { type: 'progress' } });
  stop.abort();
  for await (const event of events) expect(event.type).toBe('progress');
  expect(await importedIn(app)).toEqual([]);
  await app.services.imports.discard(id);
  await expect(readWhole(app, id)).rejects.toMatchObject({ code: 'transfer.gone' });
});

test('a dataset is prepared in another way from the table that was kept, after closing and opening', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openTestApp({ storeFile });
  const kept = await first.services.imports.keep(await bring(first, plants).then(readFirst), {
    out: ['site'],
  });
  async function readFirst(id: string): Promise<string> {
    await readWhole(first, id);
    return id;
  }
  await first.close();
  const app = await openTestApp({ storeFile });
  const { imports, datasets } = app.services;
  const { import: id, preview } = await imports.reopen(kept.source);
  expect(preview).toMatchObject({ rows: 24, preparation: { out: ['site'], target: 'kind', task: 'binary' } });
  const same = await imports.keep(id, preview.preparation);
  expect(same.hash).toBe(kept.hash);
  const again = await imports.reopen(kept.source);
  const other = await imports.keep(again.import, {
    target: 'width',
    out: ['born'],
    missing: { columns: { width: { policy: 'dropRow' } } },
  });
  expect(other).toMatchObject({ target: 'width', examples: 23, task: { kind: 'regression' } });
  expect(
    (await datasets.list())
      .slice(-2)
      .map(({ hash }) => hash)
      .sort(),
  ).toEqual([kept.hash, other.hash].sort());
});

test('a dataset without its table cannot be prepared again, and a built-in one is not deleted', async () => {
  const { services } = await openTestApp();
  await expect(services.imports.reopen('moons')).rejects.toMatchObject({ code: 'data.noTable' });
  await expect(services.datasets.remove('moons')).rejects.toMatchObject({ code: 'data.notImported' });
});

test('a dataset is deleted once no run has it, and is then unknown', async () => {
  const app = await openTestApp();
  const { imports, datasets, runs, trash } = app.services;
  const id = await bring(app, plants);
  await readWhole(app, id);
  const { source } = await imports.keep(id, { out: ['site'] });
  const run = await runs.start(makeStart({ batchSize: 4, epochs: 1 }, { data: source, name: 'needs it' }));
  await runs.ended(run.id);
  const refusal = { code: 'data.inUse', params: { name: 'plants', count: 1, runs: 'needs it' } };
  await expect(datasets.remove(source)).rejects.toMatchObject(refusal);
  await trash.put([run.id]);
  await expect(datasets.remove(source)).rejects.toMatchObject(refusal);
  await trash.empty([run.id]);
  await datasets.remove(source);
  expect(await importedIn(app)).toEqual([]);
  await expect(datasets.resolve(source)).rejects.toMatchObject({ code: 'data.notInStore' });
});

test('the newest imports stay open, and the oldest lets its file go', async () => {
  const folder = makeFolder();
  const app = await openTestApp({ storeFile: path.join(folder, 'layerbench.sqlite') });
  onTestFinished(() => app.services.imports.close());
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const id = await bring(app, plants);
    await readWhole(app, id);
    ids.push(id);
  }
  await expect(app.services.imports.foresee(ids[0] ?? '', {})).rejects.toMatchObject({
    code: 'transfer.gone',
  });
  expect(await app.services.imports.foresee(ids[2] ?? '', {})).toMatchObject({ examples: 24 });
});
