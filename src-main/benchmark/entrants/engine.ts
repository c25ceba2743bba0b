import { createHash } from 'node:crypto';
import type { NetworkTrainer, OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { Refusal, type Contestant } from '../answer-asks.ts';
import { cutBatches, drawExamples, type Examples } from '../examples.ts';
import type { Work } from '../workloads.ts';

export interface EngineEntry {
  kind: 'engine';
  threads: number;
  optimizer: 'sgd' | 'adam';
  /** Whether the numbers that a run records of each step are read after it. */
  scalars: boolean;
}

const optimizers: Record<EngineEntry['optimizer'], OptimizerSpec> = {
  sgd: { kind: 'sgd', learningRate: 0.01 },
  adam: { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/** The product's engine as a contestant. */
export function openEngine(work: Work, { threads, optimizer, scalars }: EngineEntry): Contestant {
  const trainer = openTrainer(describeSpec(work, optimizers[optimizer]), threads);
  const runSteps = prepareSteps(trainer, work, scalars);
  runSteps(work.batches);
  const hash = createHash('sha256');
  for (const { values } of trainer.parameters) hash.update(values);
  return {
    perUnit: work.batch,
    run: runSteps,
    ready: { version: wasmEngine.id, ...(optimizer === 'sgd' ? { weights: hash.digest('hex') } : {}) },
  };
}

function openTrainer(spec: TrainingSpec, threads: number): NetworkTrainer {
  if (threads > 1) throw new Refusal('this engine trains on one thread');
  return wasmEngine.createTrainer(Object.assign({ l2: 0 }, spec));
}

/** The one place that knows how the engine is asked for many steps: batch after batch, from the first again. */
function prepareSteps(trainer: NetworkTrainer, work: Work, scalars: boolean): (steps: number) => void {
  const batches = cutBatches(work, drawExamples(work));
  const out = new Float32Array(trainer.scalarNames.length);
  let next = 0;
  return (steps) => {
    for (let step = 0; step < steps; step++) {
      const { X, Y } = batches[next] as Examples;
      trainer.step(X, Y, work.batch);
      if (scalars) trainer.readScalars(out);
      next = next + 1 === work.batches ? 0 : next + 1;
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
