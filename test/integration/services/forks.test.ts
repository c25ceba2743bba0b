import { expect, test } from 'vitest';
import type { Recipe } from '#shared/design/recipe.ts';
import { makeStart, openTestApp } from './test-app.ts';

/** 20 epochs of 3 steps on 100 moons. */
async function openParent(recipe: Partial<Recipe> = {}) {
  const { services } = await openTestApp();
  const { runs } = services;
  const start = makeStart({ ...recipe, optimizer: { ...makeStart().recipe.optimizer, kind: 'adam' } });
  const parent = await runs.ended((await runs.start(start)).id);
  const fork = async (change: Partial<Recipe>, step?: number) => {
    const child = await runs.fork({
      run: parent.id,
      recipe: { ...parent.recipe, ...change },
      ...(step === undefined ? {} : { step }),
    });
    return runs.ended(child.id);
  };
  return { services, runs, parent, fork };
}

test.each([1, 3, 20, 30, 59])(
  'a fork at step %i that changes nothing becomes what its parent became',
  async (step) => {
    const { parent, fork, runs } = await openParent();
    const child = await fork({}, step);
    expect(child).toMatchObject({
      status: 'finished',
      step: 60,
      totalSteps: 60,
      weightsSha256: parent.weightsSha256,
      parent: { run: parent.id, step },
    });
    const { 'batch.loss': whole } = await runs.series(parent.id, ['batch.loss']);
    const { 'batch.loss': rest } = await runs.series(child.id, ['batch.loss']);
    expect(rest?.step[0]).toBe(step + 1);
    expect(rest?.value).toEqual(whole?.value.slice(step));
  },
);

test.each<[string, Partial<Recipe>]>([
  ['learning rate', { optimizer: { ...makeStart().recipe.optimizer, kind: 'adam', learningRate: 0.1 } }],
  ['optimizer', { optimizer: { ...makeStart().recipe.optimizer, kind: 'momentum' } }],
  ['batch size', { batchSize: 7 }],
  ['seed', { seed: 99 }],
  ['split', { split: { dev: 0.3, test: 0.1 } }],
  ['number of epochs', { epochs: 25 }],
  ['early stopping', { earlyStopping: { patience: 2, minDelta: 10 } }],
])(
  'a fork with another %s begins with its parent’s parameters, and is replayed identically',
  async (_, change) => {
    const { parent, fork, services } = await openParent();
    const child = await fork(change, 31);
    expect(child).toMatchObject({ status: 'finished', parent: { run: parent.id, step: 31 } });
    expect(child.weightsSha256).not.toBe(parent.weightsSha256);
    const { checkpoint } = await services.states.at(parent.id, 31);
    expect(child.parent?.sha256).toBe(checkpoint.sha256);
    expect(await services.replays.replay(child.id)).toMatchObject({ identical: true });
    expect(await services.runs.get(parent.id)).toEqual(parent);
  },
);

test('a finished run is trained on by a fork with more epochs from its end', async () => {
  const { fork, runs, parent } = await openParent();
  const child = await fork({ epochs: 40 });
  expect(child).toMatchObject({ status: 'finished', step: 120, epoch: 40, parent: { step: 60 } });
  const longer = await runs.ended(
    (await runs.start({ ...makeStart(), recipe: { ...parent.recipe, epochs: 40 } })).id,
  );
  expect(child.weightsSha256).toBe(longer.weightsSha256);
});

test('from step 0 a fork may have another design and init', async () => {
  const { runs, parent } = await openParent();
  const { design } = makeStart({}, { layers: '8:relu,3:tanh' });
  const { id } = await runs.fork({
    run: parent.id,
    step: 0,
    design,
    recipe: { ...parent.recipe, init: 'he' },
  });
  expect(await runs.ended(id)).toMatchObject({
    status: 'finished',
    L: 3,
    parent: { run: parent.id, step: 0, sha256: null },
  });
});

test('a fork of a fork goes on from the first fork', async () => {
  const { services, fork, runs } = await openParent();
  const child = await fork({ l2: 0.01 }, 20);
  const { id } = await runs.fork({ run: child.id, step: 45, recipe: { ...child.recipe, l2: 0 } });
  const grandchild = await runs.ended(id);
  expect(grandchild).toMatchObject({ status: 'finished', parent: { run: child.id, step: 45 } });
  expect(await services.replays.replay(id)).toMatchObject({ identical: true });
});

test('a step outside, epochs that are over and other shapes are refused, and nothing is left behind', async () => {
  const { runs, parent } = await openParent();
  const { recipe, id: run } = parent;
  const wider = makeStart({}, { layers: '8:tanh' }).design;
  const before = await runs.list();
  await expect(runs.fork({ run, recipe, step: 61 })).rejects.toMatchObject({
    code: 'run.stepOutside',
    params: { first: 0, last: 60, step: 61 },
  });
  await expect(runs.fork({ run, recipe: { ...recipe, epochs: 5 }, step: 31 })).rejects.toMatchObject({
    code: 'fork.epochs',
    params: { epoch: 11, value: 5 },
  });
  await expect(runs.fork({ run, recipe, step: 31, design: wider })).rejects.toMatchObject({
    code: 'fork.shapes',
    params: { layer: 1, found: '(8, 2)', needed: '(4, 2)' },
  });
  expect(await runs.list()).toEqual(before);
});
