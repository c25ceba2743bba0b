import { expect, test } from 'vitest';
import type { Surface } from '#shared/contract/runs.ts';
import { entry } from '#test/entry.ts';
import { endless, makeStart, openRuns, openTestApp, waitForSteps } from './test-app.ts';

/** What the surface says of the grid point nearest to an input, in the data's own units. */
function answerAt({ x, y, resolution, values }: Surface, [x1, x2]: readonly [number, number]): number {
  const index = (value: number, [low, high]: readonly [number, number]) =>
    Math.round(((value - low) / (high - low)) * (resolution - 1));
  return entry(values, index(x2, y ?? [0, 1]) * resolution + index(x1, x));
}

test('the surface of a 2-D run says in the data’s own units what the network answers', async () => {
  const { services } = await openTestApp();
  const { id } = await services.runs.start(
    makeStart({ epochs: 300 }, { data: 'blobs:n=200,classes=2', layers: '8:tanh' }),
  );
  const run = await services.runs.ended(id);
  expect(run.train?.accuracy).toBeGreaterThan(0.95);
  const surface = await services.surfaces.of(id, 60);
  if (surface === null) throw new Error('a run of two inputs has a surface');
  expect(surface).toMatchObject({ step: run.step, resolution: 60, outputs: 1 });
  expect(surface.values).toHaveLength(60 * 60);
  const { inputs, targets } = await services.datasets.preview('blobs:n=200,classes=2', 200);
  const right = inputs.filter(([x1 = 0, x2 = 0], index) => {
    expect(x1).toBeGreaterThan(surface.x[0]);
    expect(x1).toBeLessThan(surface.x[1]);
    return (answerAt(surface, [x1, x2]) > 0.5 ? 1 : 0) === targets[index];
  });
  expect(right.length / inputs.length).toBeGreaterThan(0.9);
});

test('a run that trains shows the parameters of the moment', async () => {
  const { services } = await openTestApp();
  const { id } = await services.runs.start(makeStart(endless));
  await waitForSteps(services, id);
  const one = await services.surfaces.of(id, 6);
  await services.runs.pause(id);
  const two = await services.surfaces.of(id, 6);
  expect(one?.values).toHaveLength(36);
  expect(two?.step).toBeGreaterThanOrEqual(one?.step ?? Infinity);
  await services.runs.stop(id);
  const run = await services.runs.ended(id);
  expect((await services.surfaces.of(id, 6))?.step).toBe(run.step);
});

test('a run of one input has a line, and several outputs lie together', async () => {
  const { services } = await openTestApp();
  const line = makeStart({}, { data: 'sine', task: { kind: 'regression', inputs: 1, outputs: 1 } });
  const three = makeStart(
    {},
    { data: 'spirals:classes=3', task: { kind: 'multiclass', inputs: 2, outputs: 3 } },
  );
  const [one, two] = await Promise.all(
    [line, three].map(async (input) => (await services.runs.ended((await services.runs.start(input)).id)).id),
  );
  expect(await services.surfaces.of(one ?? '', 9)).toMatchObject({ y: null, outputs: 1, resolution: 9 });
  const classes = await services.surfaces.of(two ?? '', 4);
  expect(classes?.values).toHaveLength(4 * 4 * 3);
  for (let point = 0; point < 16; point += 1)
    expect((classes?.values.slice(3 * point, 3 * point + 3) ?? []).reduce((a, b) => a + b, 0)).toBeCloseTo(
      1,
      4,
    );
});

test('four inputs have no surface, and a run that waits has none yet', async () => {
  const app = await openTestApp();
  const { datasets, store } = app.services;
  const iris = makeStart({}, { data: 'iris', task: { kind: 'multiclass', inputs: 4, outputs: 3 } });
  const { id } = await app.services.runs.start(iris);
  expect(await app.services.surfaces.of(id, 4)).toBeNull();
  const runs = openRuns(app, { runners: 0 });
  const waiting = await runs.start(makeStart());
  expect([
    await datasets.resolve('iris').then(({ task }) => task.inputs),
    (await store.findRun(waiting.id)).status,
  ]).toEqual([4, 'queued']);
  expect(await app.services.surfaces.of(waiting.id, 4)).toBeNull();
});
