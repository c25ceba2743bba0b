import { ORPCError } from '@orpc/client';
import { beforeEach, describe, expect, test } from 'vitest';
import type { App } from '#main/app.ts';
import type { RunService } from '#main/services/runs.ts';
import { createRouter } from '#main/services/router.ts';
import { linkClient, type Client } from './contract-link.ts';
import { endless, makeLog, makeStart, openTestApp, waitForSteps } from './test-app.ts';

let app: App;
let client: Client;

beforeEach(async () => {
  app = await openTestApp();
  client = linkClient(app.router);
});

async function errorOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error: unknown = await call.then(
    () => 'nothing was refused',
    (cause: unknown) => cause,
  );
  if (error instanceof ORPCError) return error;
  throw new Error(`not refused as a call is: ${String(error)}`);
}

describe('what the services answer is what the contract says', () => {
  test('the environment and the datasets', async () => {
    expect(await client.environment.get()).toEqual(app.services.environment);
    const list = await client.datasets.list();
    expect(list.map(({ name }) => name)).toEqual(expect.arrayContaining(['moons', 'iris', 'digits']));
    for (const { source } of list) {
      const preview = await client.datasets.preview({ source, maxPoints: 3 });
      expect(preview.inputs).toHaveLength(3);
    }
    const text = 'x,y\n1,2\n3,4.5\n,6.25\n';
    expect(await client.datasets.importCsv({ fileName: 'a.csv', text })).toMatchObject({
      origin: 'imported',
    });
  });

  test('the bench', async () => {
    const { data, design, recipe } = makeStart();
    expect(await client.draft.read()).toBeNull();
    await client.draft.write({ data, design, recipe });
    expect(await client.draft.read()).toEqual({ data, design, recipe });
  });

  test('what a training would take, before it starts', async () => {
    const { design, recipe } = makeStart();
    const { memory } = await client.runs.estimate({ design, recipe, examples: 70 });
    expect(memory).toBeLessThan(50);
    const more = await client.runs.estimate({ design, recipe, examples: 10_000_000 });
    expect(more.memory).toBeGreaterThan(100);
  });

  test('a run from its start to its end', async () => {
    const started = await client.runs.start({ ...makeStart(), tags: ['course'] });
    expect(started).toMatchObject({ status: 'queued', tags: ['course'] });
    await app.services.runs.ended(started.id);
    const run = await client.runs.get({ run: started.name });
    expect(run).toEqual(await app.services.runs.get(started.id));
    expect(await client.runs.list()).toEqual([run]);
    const keys = await client.runs.seriesKeys({ run: run.id });
    const series = await client.runs.series({ run: run.id, keys, maxPoints: 8 });
    expect(Object.keys(series)).toEqual(keys);
    expect(await client.runs.surface({ run: run.id, resolution: 4 })).toMatchObject({ resolution: 4 });
    expect((await client.runs.rename({ run: run.id, name: '  best  ' })).name).toBe('best');
  });

  test('a run that is paused, resumed and stopped, and what its events say', async () => {
    const stop = new AbortController();
    const events = await client.events.live(undefined, { signal: stop.signal });
    const { id: run } = await client.runs.start(makeStart(endless));
    const seen = new Set<string>();
    let asked = false;
    for await (const event of events) {
      seen.add(event.type);
      if (event.type === 'frames') expect(event.progress.totalSteps).toBe(3_000_000);
      if (event.type !== 'run') continue;
      if (event.run.status === 'training' && event.run.step > 0 && !asked) {
        asked = true;
        await client.runs.pause({ run });
      }
      if (event.run.status === 'paused') {
        await client.runs.resume({ run });
        await client.runs.stop({ run });
      }
      if (event.run.status === 'stopped') break;
    }
    expect([...seen].toSorted()).toEqual(['frames', 'queue', 'run']);
  });

  test('a run that diverged, whose scores are not all numbers', async () => {
    const recipe = makeStart().recipe;
    const optimizer = { ...recipe.optimizer, kind: 'sgd' as const, learningRate: 1e20 };
    const { id } = await client.runs.start({
      ...makeStart({ optimizer, epochs: 100 }, { layers: '4:relu' }),
    });
    await app.services.runs.ended(id);
    const run = await client.runs.get({ run: id });
    expect(run).toMatchObject({ status: 'diverged', failure: { step: run.step + 1 } });
    await client.runs.series({ run: id, keys: await client.runs.seriesKeys({ run: id }) });
    await client.runs.surface({ run: id, resolution: 4 });
  });
});

describe('what the contract does not accept', () => {
  const refused: [string, (client: Client) => Promise<unknown>][] = [
    ['a preview of no points', (to) => to.datasets.preview({ source: 'moons', maxPoints: 0 })],
    ['a preview of too many points', (to) => to.datasets.preview({ source: 'moons', maxPoints: 5001 })],
    ['a preview of half a point', (to) => to.datasets.preview({ source: 'moons', maxPoints: 1.5 })],
    [
      'a preview with an unknown key',
      (to) => to.datasets.preview({ source: 'moons', maxPoints: 1, page: 2 } as never),
    ],
    ['an import without a name', (to) => to.datasets.importCsv({ fileName: '', text: 'a,b' })],
    [
      'an import with a name too long',
      (to) => to.datasets.importCsv({ fileName: 'n'.repeat(256), text: 'a,b' }),
    ],
    ['an import of no text', (to) => to.datasets.importCsv({ fileName: 'a.csv', text: 7 } as never)],
    [
      'an import for no known task',
      (to) => to.datasets.importCsv({ fileName: 'a.csv', text: 'a', task: 'x' } as never),
    ],
    ['a draft without a design', (to) => to.draft.write({ data: 'moons' } as never)],
    ['a start with zero units', (to) => to.runs.start(withUnits(0))],
    ['a start with too many units', (to) => to.runs.start(withUnits(16_385))],
    ['a start with a learning rate of −1', (to) => to.runs.start(withRate(-1))],
    ['a start with a learning rate of "abc"', (to) => to.runs.start(withRate('abc' as never))],
    ['a run without a name', (to) => to.runs.get({ run: '' })],
    ['a run with a name too long', (to) => to.runs.stop({ run: 'r'.repeat(201) })],
    ['a run that is not said', (to) => to.runs.pause({} as never)],
    ['a run and more', (to) => to.runs.resume({ run: 'a', hard: true } as never)],
    ['a rename to blanks', (to) => to.runs.rename({ run: 'a', name: '   ' })],
    ['a rename to a name too long', (to) => to.runs.rename({ run: 'a', name: 'n'.repeat(121) })],
    ['too many series', (to) => to.runs.series({ run: 'a', keys: Array<string>(501).fill('k') })],
    ['a series thinned to nothing', (to) => to.runs.series({ run: 'a', keys: [], maxPoints: 3 })],
    ['a surface of one point', (to) => to.runs.surface({ run: 'a', resolution: 1 })],
    ['a surface too fine', (to) => to.runs.surface({ run: 'a', resolution: 201 })],
  ];

  test('never reaches a service', async () => {
    for (const [what, call] of refused)
      expect(await errorOf(call(client)), what).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(await app.services.runs.list()).toEqual([]);
    expect(await app.services.draft.read()).toBeNull();
  });

  function withUnits(units: number) {
    const input = makeStart();
    return { ...input, design: { ...input.design, layers: [{ units, activation: 'tanh' as const }] } };
  }

  function withRate(learningRate: number) {
    const { recipe, ...input } = makeStart();
    return { ...input, recipe: { ...recipe, optimizer: { ...recipe.optimizer, learningRate } } };
  }
});

describe('what goes wrong crosses', () => {
  test.each<[string, (client: Client) => Promise<unknown>, string, object]>([
    ['an unknown run', (to) => to.runs.get({ run: 'nobody' }), 'run.unknown', { run: 'nobody' }],
    [
      'unknown data',
      (to) => to.runs.start(makeStart({}, { data: 'moon' })),
      'data.unknownSource',
      { nearest: 'moons' },
    ],
    [
      'a ragged row',
      (to) => to.datasets.importCsv({ fileName: 'a.csv', text: 'a,b\n1,2\n3\n' }),
      'csv.ragged',
      { file: 'a.csv', line: 3, found: 1, expected: 2 },
    ],
    [
      'a batch too large',
      (to) => to.runs.start(makeStart({ batchSize: 71 })),
      'setting.batchTooLarge',
      { value: 71 },
    ],
  ])('as a problem with its code and params: %s', async (_what, call, code, params) => {
    const error = await errorOf(call(client));
    expect(error).toMatchObject({ code: 'PROBLEM', defined: true, status: 422 });
    expect(error.data).toMatchObject({ code, params });
    expect(error.message).toMatch(/[.?]$/);
  });

  test('as one bare sentence for a fault of the code: no stack, no inner message; the log has the cause', async () => {
    const log = makeLog();
    const list = () => Promise.reject(new Error('secret /home/someone/layerbench.sqlite'));
    const broken = linkClient(
      createRouter({
        ...app.services,
        log,
        runs: Object.assign(Object.create(app.services.runs) as RunService, { list }),
      }),
    );
    const error = await errorOf(broken.runs.list());
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 500 });
    expect(JSON.stringify(error.toJSON())).not.toMatch(/secret|home|\.ts|at /);
    expect(log.errors).toEqual([expect.stringContaining('runs.list failed') as string]);
    expect(log.errors[0]).toContain('secret');
  });

  test('as a refusal, not as a hang, for a call that does not exist', async () => {
    const anything = client as unknown as { runs: { deleteAll(): Promise<unknown> } };
    expect((await errorOf(anything.runs.deleteAll())).code).toBe('NOT_FOUND');
  });
});

test('a page that goes away is no longer watched for', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const live = Object.create(app.services.live) as typeof app.services.live;
  live.watch = (signal) => {
    signals.push(signal);
    return app.services.live.watch(signal);
  };
  const watching = linkClient(createRouter({ ...app.services, live }));
  const stop = new AbortController();
  const events = await watching.events.live(undefined, { signal: stop.signal });
  const { id } = await client.runs.start(makeStart(endless));
  await waitForSteps(app.services, id);
  expect((await events.next()).done).toBe(false);
  const [signal] = signals;
  const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
  stop.abort();
  await aborted;
  await app.services.runs.stop(id);
});
