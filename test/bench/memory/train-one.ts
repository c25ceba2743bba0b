import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { designFor } from '#shared/design/task.ts';
import { createApp } from '#main/app.ts';
import { hashDataset } from '#main/datasets/hash.ts';
import { resourcesFolder, threads, version } from '#main/hosts/places.ts';
import { systemClock } from '#main/services/clock.ts';
import type { Shape } from './shapes.ts';

/** A process that trains one shape as any host would, and prints what it estimated and how far its memory rose, in MiB. */

const MIB = 2 ** 20;
const shape = JSON.parse(process.argv[2] ?? '') as Shape;
const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-memory-'));
const app = await createApp({
  host: 'cli',
  version,
  storeFile: path.join(folder, 'store.sqlite'),
  resourcesFolder,
  clock: systemClock,
  log: {
    info: () => {},
    error: (message, cause) => void process.stderr.write(`${message}: ${String(cause)}\n`),
  },
  ...threads,
  simd: () => Promise.resolve({ level: '128', reason: 'measured without' }),
});
const { store, datasets, runs } = app.services;
const dataset = makeDataset();
await store.putDataset(dataset);
await datasets.resolve(dataset.source);
const before = resident();
const watch = watchPeak();
const run = await runs.start({
  data: dataset.source,
  design: designFor(dataset.task, parseLayers(shape.layers), shape.name),
  recipe: {
    ...defaultRecipe,
    epochs: shape.epochs,
    batchSize: shape.batchSize,
    optimizer: { ...defaultRecipe.optimizer, kind: shape.optimizer, learningRate: 1e-4 },
  },
  threads: shape.threads,
});
const estimated = runs.memoryInMiB(run, shape.threads);
const ended = await runs.ended(run.id);
const measured = watch.stop() - before;
await app.close();
rmSync(folder, { recursive: true });
if (ended.status !== 'finished')
  throw new Error(`${shape.name}: ${ended.status} ${ended.failure?.message ?? ''}`);
process.stdout.write(JSON.stringify({ estimated, measured: Math.round(measured * 10) / 10 }));

/** MiB that this process has in memory. */
function resident(): number {
  return process.memoryUsage.rss() / MIB;
}

/** The highest memory from now on: as the kernel saw it where it tells, else by looking often. */
function watchPeak(): { stop: () => number } {
  const canReset = process.platform === 'linux' && tryReset();
  let highest = resident();
  const timer = setInterval(() => (highest = Math.max(highest, resident())), 5);
  return {
    stop() {
      clearInterval(timer);
      return canReset ? readHighest() : Math.max(highest, resident());
    },
  };
}

function tryReset(): boolean {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
}

function readHighest(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

function makeDataset() {
  const { inputs, classes, examples } = shape;
  const kind = classes === 2 ? ('binary' as const) : ('multiclass' as const);
  const data = {
    name: shape.name,
    origin: 'imported' as const,
    task: { kind, inputs, outputs: classes === 2 ? 1 : classes },
    examples,
    features: Array.from({ length: inputs }, (_, index) => `x${index}`),
    target: 'y',
    classes: Array.from({ length: classes }, (_, index) => String(index)),
    X: Float32Array.from({ length: examples * inputs }, (_, index) => Math.sin(index * 12.9898)),
    Y: Float32Array.from({ length: examples }, (_, index) => index % classes),
    missing: [],
    source: '',
  };
  const hash = hashDataset(data);
  return { ...data, hash, source: `dataset:${hash}` };
}
