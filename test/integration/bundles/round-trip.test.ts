import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, openTestApp, makeStart } from '../services/test-app.ts';

test('x', async () => {
  const [from, to] = [await openTestApp(), await openTestApp()];
  const { runs, bundles } = from.services;
  const run = await runs.start(makeStart());
  await runs.ended(run.id);
  const file = path.join(makeFolder(), 'a.layerbench');
  console.log(await bundles.export.toFile(file, { runs: [run.id], data: true, checkpoints: true }));
  console.log(await to.services.bundles.import.look(file, 'a.layerbench'));
  console.log(await to.services.bundles.import.keep(file, 'a.layerbench'));
  console.log(await to.services.bundles.import.keep(file, 'a.layerbench'));
  expect(await to.services.runs.get(run.id)).toEqual(await runs.get(run.id));
});
