import { expect, test } from 'vitest';
import { isPredicting } from '#main/training/snapshot.ts';
import { hashEach } from '#main/training/weights-hash.ts';
import { makeStart, openTestApp } from './test-app.ts';

test('what a run was at any hashed step is what was hashed then', async () => {
  const { services } = await openTestApp();
  const { runs, states, store } = services;
  const run = await runs.ended((await runs.start(makeStart())).id);
  for (const { step, tensors } of (await store.readHashes(run.id)).filter((_, index) => index % 4 === 0)) {
    const { checkpoint } = await states.at(run.id, step);
    expect(hashEach(checkpoint.tensors.filter(isPredicting))).toEqual(tensors);
  }
});

test('a step that was looked at is at hand the second time, and shortens the way to the next', async () => {
  const { services } = await openTestApp();
  const { runs, states } = services;
  const { id } = await runs.ended((await runs.start(makeStart())).id);
  expect((await states.at(id, 40)).cost).toMatchObject({ from: 0, steps: 40 });
  expect((await states.at(id, 40)).cost).toMatchObject({ from: 40, steps: 0 });
  expect((await states.at(id, 45)).cost).toMatchObject({ from: 40, steps: 5 });
  expect((await states.at(id, 60)).cost).toMatchObject({ steps: 0 });
});

test('the surface of an early step is that of a run that ended there', async () => {
  const { services } = await openTestApp();
  const { runs, surfaces } = services;
  const { id } = await runs.ended((await runs.start(makeStart())).id);
  const short = await runs.ended((await runs.start(makeStart({ epochs: 7 }))).id);
  const early = await surfaces.of(id, 8, 21);
  expect(early?.cost?.steps).toBe(21);
  expect(early?.values).toEqual((await surfaces.of(short.id, 8))?.values);
});

test('a step outside the run is refused with the steps that there are', async () => {
  const { services } = await openTestApp();
  const { runs, states } = services;
  const { id } = await runs.ended((await runs.start(makeStart())).id);
  await expect(states.at(id, 61)).rejects.toMatchObject({
    code: 'run.stepOutside',
    params: { first: 0, last: 60 },
  });
});

test('a look that is no longer wanted ends early', async () => {
  const { services } = await openTestApp();
  const { runs, states } = services;
  const { id } = await runs.ended((await runs.start(makeStart({ epochs: 3000 }))).id);
  await expect(states.at(id, 8000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
