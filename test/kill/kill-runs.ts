import { createGenerator } from '#shared/core/random/generator.ts';
import type { StartRun } from '#shared/contract/runs.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { designFor } from '#shared/design/task.ts';
import { openStore } from '#main/store/store.ts';
import type { Host, Life } from './life.ts';
import { findDifferences, findWrongs, readWhole, type Whole } from './verify.ts';

export interface KillPlan {
  /** The store, in a folder of its own. */
  store: string;
  host: Host;
  /** How often the run is killed before it may come to its end. */
  kills: number;
  seed: number;
  /** As the whole one. */
  epochs: number;
  whole: Whole;
}

export interface KillReport {
  kills: number;
  /** Kills before the first step was on disk. */
  early: number;
  /** From the last acknowledgement to the kill, in milliseconds, where the host tells at once. */
  unacknowledged: number[];
  wrongs: string[];
}

/** A training of two layers with Adam, 7 steps an epoch of which the last is smaller; 4000 epochs take about six seconds. */
export function makeTask(name: string, epochs: number): StartRun {
  const recipe = { ...defaultRecipe, epochs, seed: 7, gradients: 'scalars' as const };
  return {
    name,
    data: 'spirals:n=300',
    design: designFor({ kind: 'binary', inputs: 2, outputs: 1 }, parseLayers('48:tanh,48:relu'), name),
    recipe: { ...recipe, optimizer: { ...recipe.optimizer, kind: 'adam' } },
  };
}

/** Trains the task without killing it. */
export async function trainWhole(host: Host, store: string, epochs: number): Promise<Whole> {
  const life = host({ store, start: makeTask('whole', epochs), run: null });
  await life.ended;
  return withStore(store, (open) => readWhole(open, life.run ?? 'whole'));
}

/** Kills a run at random moments, looks at it each time, goes on, and at last lets it come to its end. */
export async function killRun({ store, host, kills, seed, epochs, whole }: KillPlan): Promise<KillReport> {
  const moments = createGenerator(seed).stream('kill');
  const report: KillReport = { kills: 0, early: 0, unacknowledged: [], wrongs: [] };
  const name = `killed ${seed}`;
  let run: string | null = null;
  const begin = () => host({ store, start: makeTask(name, epochs), run });
  while (report.kills < kills) {
    const life = begin();
    const { killedAt, code } = await killAtRandom(life, moments.uniform);
    report.kills += 1;
    if (code !== null && code !== 0) {
      report.wrongs.push(
        `kill ${report.kills} of ${name}: the process had ended by itself, with code ${code}: ${life.said().trim()}`,
      );
      break;
    }
    run ??= findRunCalled(store, name);
    if (run === null) {
      report.early += 1;
      continue;
    }
    if (life.acknowledged < 0) report.early += 1;
    else if (life.acknowledgedAt !== null) report.unacknowledged.push(killedAt - life.acknowledgedAt);
    const id = run;
    const wrongs = withStore(store, (open) => {
      open.interruptOrphans();
      // It may have come to its end before it was killed.
      if (open.findRun(id).status === 'finished') return null;
      return findWrongs(open, id, life.acknowledged, whole);
    });
    if (wrongs === null) break;
    report.wrongs.push(...wrongs.map((wrong) => `kill ${report.kills} of ${name}: ${wrong}`));
  }
  const id = run;
  if (id !== null && withStore(store, (open) => open.findRun(id).status) !== 'finished') await begin().ended;
  const differences = id === null ? [] : withStore(store, (open) => findDifferences(open, id, whole));
  report.wrongs.push(...differences.map((wrong) => `after ${report.kills} kills of ${name}: ${wrong}`));
  return report;
}

/** A quarter of the kills come at any time after the start of the process, the others while it trains. */
async function killAtRandom(
  life: Life,
  uniform: () => number,
): Promise<{ killedAt: number; code: number | null }> {
  const isAnywhere = uniform() < 0.25;
  const delay = uniform() * (isAnywhere ? 1500 : 700);
  if (!isAnywhere) await life.begun;
  const gone = Promise.withResolvers<void>();
  const timer = setTimeout(gone.resolve, delay);
  await Promise.race([gone.promise, life.ended]);
  clearTimeout(timer);
  const killedAt = performance.now();
  life.kill();
  return { killedAt, code: await life.ended };
}

function findRunCalled(store: string, name: string): string | null {
  return withStore(store, (open) => open.listRuns().find((run) => run.name === name)?.id ?? null);
}

function withStore<T>(file: string, look: (store: ReturnType<typeof openStore>) => T): T {
  const store = openStore(file, { now: Date.now });
  try {
    return look(store);
  } finally {
    store.close();
  }
}
