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

/** Two inputs of very different sizes; the class is 1 in the middle third of the first one. */
const table = [
  'x1,x2,kind',
  ...Array.from({ length: 200 }, (_, row) => {
    const x1 = (row * 5) % 1000;
    return `${5000 + x1},${(row % 20) / 1e4},${x1 > 333 && x1 < 667 ? 'middle' : 'edge'}`;
  }),
].join('\n');

test('the surface of a 2-D run says in the data’s own units what the network answers', async () => {
  const { services } = await openTestApp();
  const { source: data, classes } = await services.datasets.importCsv({ fileName: 'band.csv', text: table });
  const { id } = await services.runs.start(makeStart({ epochs: 200 }, { data, layers: '8:tanh' }));
  const run = await services.runs.ended(id);
  expect(run.train?.accuracy).toBeGreaterThan(0.95);
  const surface = await services.surfaces.of(id, 60);
  if (surface === null) throw new Error('a run of two inputs has a surface');
  expect(surface).toMatchObject({ step: run.step, resolution: 60, outputs: 1 });
  expect(surface.values).toHaveLength(60 * 60);
  expect(surface.x[0]).toBeCloseTo(5000 - 99.5, 3);
  expect(surface.x[1]).toBeCloseTo(5995 + 99.5, 3);
  for (const x2 of [0, 0.001, 0.0019])
    for (const [x1, kind] of [
      [5100, 'edge'],
      [5450, 'middle'],
      [5500, 'middle'],
      [5550, 'middle'],
      [5900, 'edge'],
    ] as const)
      expect(classes[Math.round(answerAt(surface, [x1, x2]))], `at ${x1}, ${x2}`).toBe(kind);
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
