import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeNpzFile } from '#main/formats/npz-file.ts';
import { makeFolder, makeStart, openTestApp } from './test-app.ts';

test('versions are kept under their names, newest first, removed and put back, also after closing and opening', async () => {
  const storeFile = path.join(makeFolder(), 'layerbench.sqlite');
  const first = await openTestApp({ storeFile });
  const { design } = makeStart();
  const plain = await first.services.designs.keep({ name: 'plain', design });
  const wide = await first.services.designs.keep({ name: 'wide', design: { ...design, inputs: 9 } });
  await first.services.designs.restore({ ...wide, createdAt: plain.createdAt + 1 });
  await first.services.designs.remove(plain.id);
  expect((await first.services.designs.versions()).map(({ name }) => name)).toEqual(['wide']);
  await first.services.designs.restore(plain);
  const options = await first.services.options.read();
  await first.close();

  const { services } = await openTestApp({ storeFile });
  const versions = await services.designs.versions();
  expect(versions.map(({ name }) => name)).toEqual(['wide', 'plain']);
  expect(versions[1]).toEqual(plain);
  expect(await services.options.read()).toEqual(options);
});

test('a trained run lends its weights: every one of a small layer, and which layer is the strongest', async () => {
  const { services } = await openTestApp();
  const start = makeStart({ epochs: 1 });
  const run = await services.runs.start(start);
  await services.runs.ended(run.id);
  const weights = (await services.designs.weights(run.id)) ?? [];
  expect(weights).toHaveLength(start.design.layers.length);
  expect(Math.max(...weights.map(({ share }) => share))).toBe(1);
  weights.forEach(({ values, mean }, index) => {
    const below = index === 0 ? start.design.inputs : (start.design.layers[index - 1]?.units ?? 0);
    expect(values).toHaveLength(below * (start.design.layers[index]?.units ?? 0));
    const sum = (values ?? []).reduce((total, value) => total + value, 0);
    expect(mean).toBeCloseTo(sum / (values?.length ?? 1), 6);
  });
});

test('a weight file that was sent tells its shapes and is gone; another file is refused by its name', async () => {
  const { services } = await openTestApp();
  const { transfers } = services.bundles;
  const send = async (fileName: string, bytes: Uint8Array) => {
    const { id } = await transfers.make(fileName, bytes.length);
    await transfers.send(id, 0, bytes);
    return id;
  };
  const file = path.join(makeFolder(), 'weights.npz');
  await writeNpzFile(file, [['W1', { shape: [3, 2], values: new Float64Array(6) }]]);
  const sent = await send('mine.npz', await readFile(file));
  expect(await services.designs.weightShapes(sent)).toEqual({
    fileName: 'mine.npz',
    arrays: [{ name: 'W1', shape: [3, 2] }],
  });
  await expect(services.designs.weightShapes(sent)).rejects.toMatchObject({ code: 'transfer.gone' });

  await writeFile(file, 'not an archive');
  const bad = await send('bad.npz', await readFile(file));
  await expect(services.designs.weightShapes(bad)).rejects.toMatchObject({
    code: 'npz.invalid',
    params: { file: 'bad.npz' },
  });
  await expect(services.designs.weightShapes(bad)).rejects.toMatchObject({ code: 'transfer.gone' });
});
