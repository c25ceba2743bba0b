import { createHash } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { chooseTile } from '#shared/core/engine/choose-tile.ts';
import type { NetworkTrainer, OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import { measureInterval, mostBatches, wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { Contestant } from '../answer-asks.ts';
import { drawExamples } from '../examples.ts';
import type { Work } from '../workloads.ts';

export interface EngineEntry {
  kind: 'engine';
  threads: number;
  optimizer: 'sgd' | 'adam';
  /** Whether the numbers of every layer are recorded, as often as a run records them. */
  scalars: boolean;
  /** Whether V8 was asked to pair vectors when the process was started. */
  paired: boolean;
}

const assistantFile = path.join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? '../../training/assistant.ts' : 'training-assistant.js',
);

const optimizers: Record<EngineEntry['optimizer'], OptimizerSpec> = {
  sgd: { kind: 'sgd', learningRate: 0.01 },
  adam: { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/** The product's engine as a contestant. */
export async function openEngine(work: Work, entry: EngineEntry): Promise<Contestant> {
  const { optimizer, scalars } = entry;
  const spec = describeSpec(work, optimizers[optimizer]);
  const trainer = await openTrainer(spec, work, entry);
  if (scalars) trainer.measureEvery = measureInterval(spec, work.batch);
  const runSteps = prepareSteps(trainer, work);
  runSteps(work.batches);
  const hash = createHash('sha256');
  for (const { values } of trainer.parameters) hash.update(values.slice());
  return {
    perUnit: work.batch,
    run: runSteps,
    ready: {
      version: `${wasmEngine.id}, tile ${trainer.tile}`,
      ...(optimizer === 'sgd' ? { weights: hash.digest('hex') } : {}),
    },
  };
}

async function openTrainer(
  spec: TrainingSpec,
  work: Work,
  { threads, paired }: EngineEntry,
): Promise<NetworkTrainer> {
  const helpers: Promise<unknown>[] = [];
  const trainer = wasmEngine.createTrainer(spec, {
    examples: work.batch * work.batches,
    threads,
    paired,
    startThread(assistant) {
      const worker = new Worker(assistantFile, { workerData: assistant });
      helpers.push(once(worker, 'online'));
    },
  });
  await Promise.all(helpers);
  const { X, Y } = drawExamples(work);
  trainer.setExamples(X, Y, work.batch * work.batches);
  chooseTile(trainer, X, work.batch, paired, () => performance.now());
  return trainer;
}

/** The one place that knows how the engine is asked for many steps: batch after batch, from the first again. */
function prepareSteps(trainer: NetworkTrainer, { batch, batches }: Work): (steps: number) => void {
  const out = new Float32Array(trainer.scalarNames.length);
  let next = 0;
  return (steps) => {
    for (let left = steps; left > 0;) {
      const count = Math.min(left, batches - next, mostBatches);
      const { measured } = trainer.trainBatches({ first: next, count, batchSize: batch, isShuffled: false });
      for (let row = 0; row < measured; row += 1) trainer.readScalars(out, row);
      next = (next + count) % batches;
      left -= count;
    }
  };
}

function describeSpec(work: Work, optimizer: OptimizerSpec): TrainingSpec {
  const { inputs, hidden, activation, outputs, batch } = work;
  const init = { kind: activation === 'relu' ? 'he' : 'xavier' } as const;
  const binary = outputs === 1;
  return {
    inputs,
    layers: [
      ...hidden.map((units) => ({ units, activation, init })),
      { units: outputs, activation: binary ? 'sigmoid' : 'softmax', init },
    ],
    loss: binary ? 'binaryCrossEntropy' : 'crossEntropy',
    optimizer,
    regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 },
    seed: 1,
    maxBatch: batch,
  };
}
