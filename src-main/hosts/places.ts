import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import envPaths from 'env-paths';
import * as v from 'valibot';
import { createSimdCheck } from '../services/simd.ts';
import type { LookJob } from '../datasets/look/work.ts';
import type { ImportJob } from '../importing/messages.ts';
import type { CareJob } from '../store/care/messages.ts';
import type { TrainingJob } from '../training/messages.ts';

/**
 * Where the product's own files lie. This file runs from `src-main/hosts` and, built, from `out/main`: both two
 * folders below the root.
 */
const here = import.meta.dirname;
const fromSource = import.meta.filename.endsWith('.ts');
const root = path.join(here, '..', '..');

export const resourcesFolder = path.join(root, 'resources');
export const rendererFolder = path.join(root, 'out', 'renderer');
export const preloadFile = path.join(root, 'out', 'preload', 'preload.cjs');

export const version = v.parse(
  v.object({ version: v.string() }),
  JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')),
).version;

const trainingWorker = path.join(here, fromSource ? '../training/worker.ts' : 'training-worker.js');
const simdProbe = path.join(here, fromSource ? '../training/simd/probe.ts' : 'simd-probe.js');
/** The program of `layerbench bench` that is one contestant. */
export const contestantProgram = path.join(
  here,
  fromSource ? '../benchmark/contestant.ts' : 'bench-contestant.js',
);
/** In a checkout only. */
export const peersFolder = path.join(root, 'test', 'bench', 'peers');

const storeWorker = path.join(here, fromSource ? '../store/worker.ts' : 'store-worker.js');

/**
 * What a training thread may take of V8's heap. It needs some ten MiB: its numbers lie outside, in the engine's memory
 * and in typed arrays. One that goes beyond ends alone instead of with the whole process.
 */
const trainingLimits = { maxOldGenerationSizeMb: 512 };

export function spawnTraining(job: TrainingJob): Worker {
  return new Worker(trainingWorker, { workerData: job, name: 'training', resourceLimits: trainingLimits });
}

export function spawnStore(data: { file: string }): Worker {
  return new Worker(storeWorker, { workerData: data, name: 'store' });
}

const careWorker = path.join(here, fromSource ? '../store/care/worker.ts' : 'care-worker.js');

const importWorker = path.join(here, fromSource ? '../importing/worker.ts' : 'import-worker.js');

/** What an import thread may take of V8's heap for words and names; its numbers lie outside. */
const importLimits = { maxOldGenerationSizeMb: 1024 };

function spawnImport(job: ImportJob): Worker {
  return new Worker(importWorker, { workerData: job, name: 'import', resourceLimits: importLimits });
}

export function spawnCare(job: CareJob): Worker {
  return new Worker(careWorker, { workerData: job, name: 'care' });
}

const lookWorker = path.join(here, fromSource ? '../datasets/look/worker.ts' : 'look-worker.js');

function spawnLook(job: LookJob): Worker {
  return new Worker(lookWorker, { workerData: job, name: 'look' });
}

/** Every thread that the services start, as `createApp` takes them. */
export const threads = { spawnTraining, spawnStore, spawnCare, spawnImport, spawnLook };

/** `LAYERBENCH_SIMD=128` leaves pairs of vectors off. */
export function simd({ LAYERBENCH_SIMD: setting }: NodeJS.ProcessEnv) {
  return createSimdCheck(setting, () => new Worker(simdProbe, { name: 'simd-probe' }));
}

/** `--store FILE`, else `LAYERBENCH_STORE`, else the app's data folder; desktop, browser and CLI share it. */
export function chooseStoreFile(option: string | undefined, env: NodeJS.ProcessEnv): string {
  const chosen = option ?? env['LAYERBENCH_STORE'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  return path.join(envPaths('Layerbench', { suffix: '' }).data, 'layerbench.sqlite');
}
