import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { RunRecord } from '#shared/core/inspect/findings/finding.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { defaultRecipe, type Recipe } from '#shared/design/recipe.ts';
import { designFor } from '#shared/design/task.ts';
import { createDatasetSource } from '#main/datasets/source.ts';
import { prepareData } from '#main/datasets/prepare.ts';
import { resourcesFolder } from '#main/hosts/places.ts';
import { toTrainingJob } from '#main/services/training-job.ts';
import type { SeriesGroup, SeriesRows } from '#main/store/api.ts';
import { TrainingLoop } from '#main/training/training-loop.ts';

const source = createDatasetSource({ resourcesFolder, readStored: () => Promise.resolve(null) });

type Change = Partial<Omit<Recipe, 'optimizer'>> & { optimizer?: Partial<Recipe['optimizer']> };

/** Trains a network in this thread and gives what the rules look at. */
export async function trainRecord(data: string, layers: string, change: Change = {}): Promise<RunRecord> {
  const dataset = await source.resolve(data);
  const optimizer = { ...defaultRecipe.optimizer, ...change.optimizer };
  const recipe: Recipe = { ...defaultRecipe, epochs: 40, ...change, optimizer };
  const design = designFor(dataset.task, parseLayers(layers), 'found');
  const prepared = prepareData(dataset, recipe);
  const job = toTrainingJob({ design, recipe, parent: null }, prepared, {
    threads: 1,
    cores: 1,
    simd: '128',
  });
  const rows: SeriesRows[] = [];
  let now = 0;
  const done = Promise.resolve();
  const loop = new TrainingLoop(job, wasmEngine, {
    now: () => (now += 0.01),
    breathe: () => done,
    isStopped: () => false,
    isPaused: () => false,
    waitWhilePaused: () => done,
    startThread: () => {},
    recordHashes: () => {},
    send: (more) => {
      rows.push(...more);
      return done;
    },
    keep: () => {},
    kept: () => done,
  });
  const { keys } = loop.measurements;
  const { failure } = await loop.run();
  loop.trainer.dispose();
  const classCounts = dataset.classes.map(() => 0);
  for (const y of dataset.Y) if (dataset.classes.length > 0) classCounts[y] = (classCounts[y] ?? 0) + 1;
  return {
    layers: design.layers.map(({ units, activation }) => ({ units, activation })),
    init: recipe.init,
    learningRate: optimizer.learningRate,
    batchSize: recipe.batchSize,
    divergence: failure === null ? null : { layer: failure.layer ?? null, step: failure.step ?? 0 },
    classCounts,
    read: (key) => readSeries(rows, keys, key),
  };
}

function readSeries(rows: readonly SeriesRows[], keys: Record<SeriesGroup, string[]>, key: string) {
  const group = (['step', 'layer', 'evaluation'] as const).find((name) => keys[name].includes(key));
  if (group === undefined) return { steps: [], values: [] };
  const width = keys[group].length;
  const place = keys[group].indexOf(key);
  const parts = rows.filter((part) => part.group === group);
  return {
    steps: parts.flatMap(({ steps }) => [...steps]),
    values: parts.flatMap(({ steps, values }) =>
      Array.from(steps, (_, row) => values[row * width + place] ?? NaN),
    ),
  };
}
