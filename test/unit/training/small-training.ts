import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import type { HashedMoment, SeriesRows } from '#main/store/api.ts';
import type { PreparedData, PreparedPart } from '#main/datasets/prepare.ts';
import type { NewCheckpoint, TrainingJob, TrainingStart } from '#main/training/messages.ts';
import { TrainingLoop, type TrainingEnd } from '#main/training/training-loop.ts';
import { hashEach } from '#main/training/weights-hash.ts';

export const optimizers: OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
  { kind: 'nesterov', learningRate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.01, beta2: 0.9, epsilon: 1e-8 },
  { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-8 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { kind: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
];

/** A training on drawn examples: two hidden layers, 23 examples in batches of 5, so 5 steps an epoch. */
export function makeJob(
  change: Partial<Omit<TrainingJob, 'spec'>> & {
    layers?: Pick<TrainingSpec['layers'][number], 'normalization' | 'dropout'>;
    optimizer?: OptimizerSpec;
  } = {},
): TrainingJob {
  const { layers = {}, optimizer = { kind: 'sgd', learningRate: 0.1 }, ...rest } = change;
  const init = { kind: 'xavier' } as const;
  return {
    spec: {
      inputs: 2,
      layers: [
        { units: 6, activation: 'tanh', init, ...layers },
        { units: 5, activation: 'relu', init, ...layers },
        { units: 1, activation: 'sigmoid', init },
      ],
      loss: 'binaryCrossEntropy',
      optimizer,
      regularization: { l1: 0, l2: 1e-3, maxNorm: 0, clipValue: 0, clipNorm: 0 },
      seed: 3,
      maxBatch: 32,
    },
    batchSize: 5,
    epochs: 8,
    seed: 3,
    schedule: { kind: 'cosine', warmUp: 4, period: 1, decay: 0.5, floor: 0.1 },
    earlyStopping: { patience: 0, minDelta: 0 },
    gradients: 'scalars',
    data: makeData(),
    threads: 1,
    cores: 1,
    simd: '128',
    stopAt: null,
    start: null,
    firstStep: 0,
    checkpoints: { everySteps: null, everySeconds: 1e9 },
    recording: 'all',
    ...rest,
  };
}

function makeData(): PreparedData {
  const generator = createGenerator(11);
  const part = (name: string, m: number): PreparedPart => {
    const { normal } = generator.stream(name);
    const X = new Float32Array(new SharedArrayBuffer(8 * m));
    const Y = new Float32Array(new SharedArrayBuffer(4 * m));
    X.forEach((_, at) => (X[at] = normal()));
    Y.forEach((_, at) => (Y[at] = (X[2 * at] ?? 0) * (X[2 * at + 1] ?? 0) > 0 ? 1 : 0));
    return { X, Y, m };
  };
  return {
    task: { kind: 'binary', inputs: 2, outputs: 1 },
    inputs: 2,
    outputs: 1,
    train: part('train', 23),
    dev: part('dev', 9),
    test: part('test', 4),
    mean: Float64Array.of(0, 0),
    deviation: Float64Array.of(1, 1),
  };
}

/** Everything that a training tells, in order. */
export interface Told {
  end: TrainingEnd;
  last: NewCheckpoint;
  rows: SeriesRows[];
  hashes: HashedMoment[];
  checkpoints: NewCheckpoint[];
}

/** Trains in this thread, with a clock that moves on at every look. */
export async function train(job: TrainingJob): Promise<Told> {
  let now = 0;
  const told: Omit<Told, 'end' | 'last'> = { rows: [], hashes: [], checkpoints: [] };
  const done = Promise.resolve();
  const loop = new TrainingLoop(job, wasmEngine, {
    now: () => (now += 0.01),
    breathe: () => done,
    isStopped: () => false,
    isPaused: () => false,
    waitWhilePaused: () => done,
    startThread: () => {},
    recordHashes: (moment) =>
      told.hashes.push({ step: loop.step, moment, tensors: hashEach(loop.viewPredicting()) }),
    send: (rows) => {
      told.rows.push(...rows);
      return done;
    },
    keep: (checkpoints) => told.checkpoints.push(...checkpoints.map(copy)),
    kept: () => done,
  });
  const end = await loop.run();
  return { end, last: loop.lastCheckpoint(end), ...told };
}

/** As the store would have it: the place of one checkpoint is used again for the next. */
function copy(checkpoint: NewCheckpoint): NewCheckpoint {
  const tensors = checkpoint.tensors.map((tensor) => ({ ...tensor, bytes: tensor.bytes.slice() }));
  return { ...checkpoint, tensors };
}

/** The steps and values of a group's rows, one list each. */
export function joinRows(rows: readonly SeriesRows[], group: SeriesRows['group']) {
  const parts = rows.filter((part) => part.group === group);
  return {
    steps: parts.flatMap(({ steps }) => [...steps]),
    values: parts.flatMap(({ values }) => [...values]),
  };
}

/** Goes on from a checkpoint as a run that was interrupted there. */
export function goOn(checkpoint: NewCheckpoint): TrainingStart {
  if (checkpoint.state === null) throw new Error('nothing can go on from here');
  return { state: checkpoint.state, tensors: checkpoint.tensors, isBeginning: false };
}
