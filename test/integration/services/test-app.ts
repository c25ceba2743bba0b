import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Run, StartRun } from '#shared/contract/runs.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { defaultRecipe, type Recipe } from '#shared/design/recipe.ts';
import { designFor, type Task } from '#shared/design/task.ts';
import { createApp, type App, type AppParts } from '#main/app.ts';
import { resourcesFolder, spawnTraining, threads, version } from '#main/hosts/places.ts';
import { systemClock } from '#main/services/clock.ts';
import type { Log } from '#main/services/log.ts';
import { RunService, type RunServiceParts } from '#main/services/runs.ts';
import type { Services } from '#main/services/services.ts';

/** A folder that goes away with the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A log that remembers. */
export function makeLog(): Log & { errors: string[] } {
  const errors: string[] = [];
  return {
    errors,
    info: () => {},
    error: (message, cause) => void errors.push(`${message}: ${String(cause)}`),
  };
}

/** Leaves the check of pairs out, which takes its time. */
const plainVectors = () => Promise.resolve({ level: '128' as const, reason: 'this is a test' });

/** The services over real threads and a real store, closed with the test. */
export async function openTestApp(change: Partial<AppParts> = {}): Promise<App> {
  const app = await createApp({
    host: 'cli',
    version,
    storeFile: path.join(makeFolder(), 'layerbench.sqlite'),
    resourcesFolder,
    clock: systemClock,
    log: makeLog(),
    ...threads,
    simd: plainVectors,
    ...change,
  });
  onTestFinished(() => app.close());
  return app;
}

/** A run service of its own over the store of an app, e.g. with other threads. */
export function openRuns(
  app: Pick<App, 'services'>,
  { runners = 2, ...change }: Partial<RunServiceParts> & { runners?: number },
): RunService {
  const { store, datasets, states, live, log } = app.services;
  const runs = new RunService({
    store,
    datasets,
    states,
    live,
    log,
    clock: systemClock,
    owner: { id: 'test', pid: process.pid, hostname: 'here' },
    cores: 2,
    options: async () => ({ ...(await app.services.options.read()), runners }),
    shared: false,
    spawn: spawnTraining,
    simd: plainVectors,
    freeMemory: () => Infinity,
    ...change,
  });
  onTestFinished(() => runs.interruptAll());
  return runs;
}

const planar: Task = { kind: 'binary', inputs: 2, outputs: 1 };

/** A small run on 100 moons; `epochs` of three steps each. */
export function makeStart(
  recipe: Partial<Recipe> = {},
  change: { data?: string; layers?: string; task?: Task; name?: string } = {},
): StartRun {
  const { data = 'moons:n=100', layers = '4:tanh', task = planar, name } = change;
  return {
    data,
    design: designFor(task, parseLayers(layers), 'small'),
    recipe: { ...defaultRecipe, epochs: 20, ...recipe },
    ...(name === undefined ? {} : { name }),
  };
}

/** So many epochs that only an order ends them. */
export const endless: Partial<Recipe> = { epochs: 1_000_000, gradients: 'off' };

/** Resolves with the run as soon as it fits; events wake it, so nothing is waited for by the clock. */
export async function waitForRun(
  { runs, live }: Pick<Services, 'runs' | 'live'>,
  id: string,
  fits: (run: Run) => boolean,
): Promise<Run> {
  const stop = new AbortController();
  const events = live.watch(stop.signal);
  // Registered before the look at the run, so that no change falls between the two.
  let next = events.next();
  try {
    const now = await runs.get(id);
    if (fits(now)) return now;
    for (let event = await next; !event.done; next = events.next(), event = await next)
      if (event.value.type === 'run' && event.value.run.id === id && fits(event.value.run))
        return event.value.run;
    throw new Error('the events ended');
  } finally {
    stop.abort();
    await next;
  }
}

/** Resolves when a run has handed over its first trained steps. */
export function waitForSteps(services: Pick<Services, 'runs' | 'live'>, id: string): Promise<Run> {
  return waitForRun(services, id, (run) => run.step > 0);
}
