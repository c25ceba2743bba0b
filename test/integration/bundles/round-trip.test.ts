import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { ExportChoices } from '#shared/contract/bundles.ts';
import type { App } from '#main/app.ts';
import { endless, makeFolder, makeStart, openTestApp, waitForSteps } from '../services/test-app.ts';
import { dumpStore, pack, unpack, withJson, writeTemporary } from './bundle-files.ts';

async function train(app: App, start = makeStart({ epochs: 6 })) {
  const run = await app.services.runs.start(start);
  return app.services.runs.ended(run.id);
}

async function bundleOf(app: App, runs: string[], change: Partial<ExportChoices> = {}): Promise<string> {
  const file = path.join(makeFolder(), 'a.layerbench');
  const { bytes } = await app.services.bundles.export.toFile(file, {
    runs,
    data: true,
    checkpoints: true,
    ...change,
  });
  expect(bytes).toBe(readFileSync(file).length);
  return file;
}

const keep = (app: App, file: string) => app.services.bundles.import.keep(file, 'a.layerbench');
const look = (app: App, file: string) => app.services.bundles.import.look(file, 'a.layerbench');

/** Everything that a store holds of a run. */
async function everything({ services: { store } }: App, id: string) {
  const record = await store.readRecord(id);
  const checkpoints = await Promise.all(
    record.checkpoints.map(({ step, kind }) => store.readCheckpoint(id, { step, kind })),
  );
  return { record, checkpoints, data: await store.readDataset(record.run.dataset.hash) };
}

describe('a run that is exported and imported elsewhere', () => {
  it('is the same run: every row, checkpoint, hash and example, bit for bit', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    // One that diverges records NaN or infinity.
    const optimizer = { ...makeStart().recipe.optimizer, kind: 'sgd' as const, learningRate: 1e20 };
    const runs = [
      await train(from),
      await train(from, makeStart({ epochs: 100, optimizer }, { layers: '4:relu' })),
    ];
    expect(runs.map(({ status }) => status)).toEqual(['finished', 'diverged']);
    const file = await bundleOf(
      from,
      runs.map(({ id }) => id),
    );
    expect((await keep(to, file)).imported).toEqual(
      runs.map(({ id, name }, index) => ({
        run: id,
        name,
        from: id,
        fate: 'new',
        data: index === 0 ? 'bundle' : 'store',
      })),
    );
    for (const { id } of runs) expect(await everything(to, id)).toEqual(await everything(from, id));
  });

  it('is replayed to the same bytes', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const { id } = await train(from);
    await keep(to, await bundleOf(from, [id]));
    expect(await to.services.replays.replay(id)).toMatchObject({ identical: true });
  });

  it('gives the same bundle again', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const { id } = await train(from);
    const first = await bundleOf(from, [id]);
    await keep(to, first);
    const entries = (file: string) => unpack(readFileSync(file));
    expect(entries(await bundleOf(to, [id]))).toEqual(entries(first));
  });

  it('is shown before anything is kept', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const run = await train(from);
    const file = await bundleOf(from, [run.id]);
    const before = dumpStore(to.services.environment.storeFile);
    expect(await look(to, file)).toMatchObject({
      fileName: 'a.layerbench',
      bytes: readFileSync(file).length,
      program: expect.stringMatching(/^Layerbench \d/) as string,
      runs: [
        {
          run: run.id,
          name: run.name,
          status: 'finished',
          parameters: 17,
          fate: 'new',
          data: 'bundle',
          dataset: 'moons',
        },
      ],
      datasets: [{ name: 'moons', examples: 100, bytes: 1200, isNew: true }],
    });
    expect(dumpStore(to.services.environment.storeFile)).toBe(before);
  });
});

describe('merging', () => {
  it('the same bundle again changes nothing and says that it is known', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const run = await train(from);
    const file = await bundleOf(from, [run.id]);
    await keep(to, file);
    await to.services.runs.rename(run.id, 'mine');
    const before = dumpStore(to.services.environment.storeFile);
    expect((await look(to, file)).runs).toMatchObject([{ fate: 'known', data: 'store' }]);
    expect(await keep(to, file)).toEqual({
      imported: [],
      skipped: [{ run: run.id, name: 'mine', from: run.id, fate: 'known', data: 'store' }],
    });
    expect(dumpStore(to.services.environment.storeFile)).toBe(before);
  });

  it('back into the store that it came from is known as well, with or without its checkpoints', async () => {
    const from = await openTestApp();
    const { id } = await train(from);
    for (const checkpoints of [true, false])
      expect(await keep(from, await bundleOf(from, [id], { checkpoints }))).toMatchObject({
        imported: [],
        skipped: [{ run: id }],
      });
  });

  it('another run of the same id comes in beside it, once', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const run = await train(from);
    const file = await bundleOf(from, [run.id]);
    await keep(to, file);
    const original = await everything(to, run.id);
    const altered = withJson(unpack(readFileSync(file)), /run\.json$/, (facts) => ({
      ...facts,
      run: { ...(facts['run'] as object), seconds: 99 },
    }));
    const other = writeTemporary(pack(altered));
    expect((await look(to, other)).runs).toMatchObject([{ fate: 'different' }]);
    const { imported } = await keep(to, other);
    expect(imported).toMatchObject([{ from: run.id, fate: 'different', name: `${run.name} (2)` }]);
    const [{ run: id } = { run: '' }] = imported;
    expect(id).not.toBe(run.id);
    expect(await to.services.runs.get(id)).toMatchObject({ seconds: 99, name: `${run.name} (2)` });
    expect(await everything(to, run.id)).toEqual(original);
    expect(await to.services.replays.replay(id)).toMatchObject({ identical: true });
    expect(await keep(to, other)).toMatchObject({ imported: [], skipped: [{ run: id, from: run.id }] });
  });

  it('a fork finds its parent under the id that it got here', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const parent = await train(from);
    const { recipe } = makeStart({ epochs: 8 });
    const forked = await from.services.runs.fork({ run: parent.id, step: parent.step, recipe });
    const child = await from.services.runs.ended(forked.id);
    const file = await bundleOf(from, [child.id, parent.id]);
    const first = await bundleOf(from, [parent.id]);
    const altered = withJson(unpack(readFileSync(first)), /run\.json$/, (facts) => ({
      ...facts,
      run: { ...(facts['run'] as object), seconds: 99 },
    }));
    await keep(to, writeTemporary(pack(altered)));
    const { imported } = await keep(to, file);
    const [newParent, newChild] = imported;
    expect(newParent).toMatchObject({ from: parent.id, fate: 'different' });
    expect(newChild).toMatchObject({ from: child.id, run: child.id, fate: 'new' });
    expect((await to.services.runs.get(child.id)).parent).toEqual({ ...child.parent, run: newParent?.run });
    expect(await to.services.replays.replay(child.id)).toMatchObject({ identical: true });
    expect((await keep(to, file)).skipped).toHaveLength(2);
  });

  it('stops between two runs when it is told to, and leaves whole ones', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const runs = [await train(from), await train(from)];
    const file = await bundleOf(
      from,
      runs.map(({ id }) => id),
    );
    const stop = new AbortController();
    const events = to.services.live.watch();
    const next = events.next();
    void next.then(() => stop.abort());
    const { imported } = await to.services.bundles.import.keep(file, 'a.layerbench', stop.signal);
    await events.return(undefined);
    for (const { run } of imported) expect(await everything(to, run)).toEqual(await everything(from, run));
    expect(await to.services.runs.list()).toHaveLength(imported.length);
  });
});

describe('what is left out', () => {
  it('is made again where a generator gives the same data', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const { id } = await train(from);
    const file = await bundleOf(from, [id], { data: false });
    expect((await keep(to, file)).imported).toMatchObject([{ data: 'builtIn' }]);
    expect(await everything(to, id)).toEqual(await everything(from, id));
  });

  it('is said to be absent where it came from a table, and comes with a bundle that has it', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const text = `a,b,c\n${Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${i % 2}`).join('\n')}\n`;
    const { source } = await from.services.datasets.importCsv({ fileName: 'mine.csv', text });
    const { id, dataset } = await train(from, makeStart({ epochs: 3, batchSize: 8 }, { data: source }));
    expect((await keep(to, await bundleOf(from, [id], { data: false }))).imported).toMatchObject([
      { data: 'absent' },
    ]);
    expect(await to.services.runs.get(id)).toEqual(await from.services.runs.get(id));
    expect((await to.services.datasets.list()).map(({ hash }) => hash)).not.toContain(dataset.hash);
    await expect(to.services.replays.replay(id)).rejects.toThrow(
      `data ${dataset.hash}: its examples are not in this store`,
    );
    expect(await keep(to, await bundleOf(from, [id]))).toMatchObject({
      imported: [],
      skipped: [{ data: 'bundle' }],
    });
    expect((await to.services.datasets.list()).map(({ hash }) => hash)).toContain(dataset.hash);
    expect(await to.services.replays.replay(id)).toMatchObject({ identical: true });
  });

  it('comes with how it was prepared, and is divided alike', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const rows = Array.from({ length: 40 }, (_, i) => `s${i % 8},${i % 7 || ''},${i % 2}`);
    const table = path.join(makeFolder(), 'sites.csv');
    writeFileSync(table, `site,a,c\n${rows.join('\n')}\n`);
    const { source, hash } = await from.services.imports.importFile(table, {
      out: ['site'],
      scaling: 'minMax',
      missing: { all: { policy: 'median' } },
      split: { kind: 'group', column: 'site' },
    });
    const task = { kind: 'binary', inputs: 1, outputs: 1 } as const;
    const { id } = await train(from, makeStart({ epochs: 3, batchSize: 8 }, { data: source, task }));
    expect((await keep(to, await bundleOf(from, [id]))).imported).toMatchObject([{ data: 'bundle' }]);
    expect(await to.services.store.readDataset(hash)).toEqual(await from.services.store.readDataset(hash));
    expect(await to.services.replays.replay(id)).toMatchObject({ identical: true });
  });

  it('are the checkpoints, by choice; the run is whole but for them', async () => {
    const [from, to] = [await openTestApp(), await openTestApp()];
    const { id } = await train(from);
    await keep(to, await bundleOf(from, [id], { checkpoints: false }));
    expect(await to.services.store.listCheckpoints(id)).toEqual([]);
    expect(await to.services.runs.get(id)).toEqual(await from.services.runs.get(id));
  });

  it('is measured before it is written', async () => {
    const from = await openTestApp();
    const { id } = await train(from);
    const { runs, data, checkpoints } = await from.services.bundles.export.measure([id]);
    const size = async (change: Partial<ExportChoices>) =>
      readFileSync(await bundleOf(from, [id], change)).length;
    const whole = await size({});
    expect(data).toBe(1200);
    expect(Math.abs(runs + data + checkpoints - whole)).toBeLessThan(0.2 * whole);
    expect(await size({ data: false })).toBeLessThan(whole - data);
    expect(Math.abs((await size({ checkpoints: false })) + checkpoints - whole)).toBeLessThan(0.2 * whole);
  });
});

test('a run that trains is exported as it stands, interrupted', async () => {
  const [from, to] = [await openTestApp(), await openTestApp()];
  const { id } = await from.services.runs.start(makeStart(endless));
  await waitForSteps(from.services, id);
  await keep(to, await bundleOf(from, [id]));
  const kept = await to.services.runs.get(id);
  expect(kept).toMatchObject({ id, status: 'interrupted', failure: null });
  expect(kept.endedAt).not.toBeNull();
  expect((await to.services.store.readRecord(id)).groups[0]?.steps.length).toBeGreaterThan(0);
  expect((await from.services.runs.get(id)).status).toBe('training');
});

test('an export that is given up leaves nothing behind', async () => {
  const from = await openTestApp();
  const { id } = await train(from);
  const file = path.join(makeFolder(), 'a.layerbench');
  const choices = { runs: [id], data: true, checkpoints: true };
  await expect(from.services.bundles.export.toFile(file, choices, AbortSignal.abort())).rejects.toThrow(
    'abort',
  );
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test('a run that is not there is not exported', async () => {
  const from = await openTestApp();
  const file = path.join(makeFolder(), 'a.layerbench');
  await expect(
    from.services.bundles.export.toFile(file, { runs: ['nobody'], data: true, checkpoints: true }),
  ).rejects.toThrow('run "nobody"');
  expect(() => readFileSync(file)).toThrow('ENOENT');
});
