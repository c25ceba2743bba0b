import type { OptimizerSpec, TrainingSpec } from '../engine.ts';
import { dropoutThreshold } from '../../random/dropout-mask.ts';
import { seedState } from '../../random/stream-seed.ts';
import { recordBytes, type Arena } from './arena.ts';
import { activationCodes, lossCodes, normalizationCodes, optimizerCodes } from './codes.ts';

/** Writes the plan where the kernels read it, field by field as `kernels/network.ts` declares them. */
export function writeRecords(buffer: ArrayBufferLike, arena: Arena, spec: TrainingSpec): void {
  writeNetwork(buffer, arena, spec);
  arena.layers.forEach((_, index) => writeLayer(buffer, arena, spec, index));
  arena.workers.forEach(({ left, edge, sizes }, index) => {
    const words = new Int32Array(buffer, arena.workerTable + index * recordBytes.worker + 24, 7);
    words.set([index, 0, 0, left, edge, sizes, sizes]);
  });
}

/** Whole numbers of a network's record, in the order in which `kernels/network.ts` declares them after the reals. */
const networkWords = [
  ...([
    'count',
    'layers',
    'inputs',
    'loss',
    'optimizer',
    'tile',
    'threads',
    'workers',
    'barrier',
    'go',
  ] as const),
  ...(['command', 'X', 'Y', 'm', 'panels0', 'panels1', 'panels2', 'panels3', 'zeros'] as const),
  ...(['toGradient', 'toPrevious', 'toFirst', 'toSecond', 'parameters', 'parametersEnd'] as const),
  ...(['exampleLoss', 'sums', 'examplesX', 'examplesY', 'order', 'examples', 'batchSize'] as const),
  ...(['firstBatch', 'batches', 'rates', 'losses', 'step', 'done', 'every', 'rows', 'rowCount'] as const),
];
export type NetworkWord = (typeof networkWords)[number];

const NETWORK_REALS = 11;
/** The place among them of β₁ᵗ, which β₂ᵗ follows. */
export const FIRST_POWER = 9;

/** Where a whole number of the network's record stands, in words from the record's beginning. */
export function wordOf(name: NetworkWord): number {
  return 2 * NETWORK_REALS + networkWords.indexOf(name);
}

function writeNetwork(buffer: ArrayBufferLike, arena: Arena, spec: TrainingSpec): void {
  const { beta1, beta2, epsilon, weightDecay } = settingsOf(spec.optimizer);
  const { l1, l2, maxNorm, clipValue, clipNorm } = spec.regularization;
  const reals = [beta1, beta2, epsilon, weightDecay, l1, l2, maxNorm, clipValue, clipNorm, 1, 1];
  new Float64Array(buffer, arena.network, NETWORK_REALS).set(reals);
  const words: Partial<Record<NetworkWord, number>> = {
    ...arena,
    count: arena.layers.length,
    layers: arena.layerTable,
    inputs: spec.inputs,
    loss: lossCodes[spec.loss],
    optimizer: optimizerCodes[spec.optimizer.kind],
    threads: 1,
    workers: arena.workerTable,
    panels0: arena.panels[0],
    panels1: arena.panels[1],
    panels2: arena.panels[2],
    panels3: arena.panels[3],
    // Without an order examples follow each other.
    order: 0,
  };
  const record = new Int32Array(buffer, arena.network, recordBytes.network / 4);
  for (const name of networkWords) record[wordOf(name)] = words[name] ?? 0;
}

function writeLayer(buffer: ArrayBufferLike, arena: Arena, spec: TrainingSpec, index: number): void {
  const place = arena.layers[index]!;
  const { activation, normalization, dropout = 0, residualFrom: k } = spec.layers[index]!;
  const { firstReceiver, nextReceiver } = receivers(spec, index);
  const { V, Z, H, A, dA, dZ, dV, mean, inverse, level, tilt } = place;
  const at = arena.layerTable + index * recordBytes.layer;
  new Int32Array(buffer, at, recordBytes.layer / 4).set([
    ...[place.n, place.n_prev, activationCodes[activation]],
    normalization === undefined ? 0 : normalizationCodes[normalization],
    ...[dropoutThreshold(dropout), 0, ...seedState(spec.seed, `dropout.A${index + 1}`)],
    ...[place.W, place.b, place.gamma, place.beta],
    ...[V, Z, H, A, dA, dZ, dV, mean, inverse, level, tilt],
    ...[place.runningMean, place.runningVariance],
    ...[k === undefined || k === 0 ? 0 : arena.layers[k - 1]!.A, k === 0 ? 1 : 0],
    ...[firstReceiver, nextReceiver],
    ...[place.productSquares, place.derivativeSquares],
  ]);
  new Float32Array(buffer, at + 20, 1)[0] = 1 / (1 - dropout);
}

/** The first layer that adds A of this one, and the next after this that adds the same as it: l, or 0 for none. */
function receivers({ layers }: TrainingSpec, index: number): { firstReceiver: number; nextReceiver: number } {
  const added = layers[index]!.residualFrom;
  return {
    firstReceiver: layers.findIndex(({ residualFrom }) => residualFrom === index + 1) + 1,
    nextReceiver:
      added === undefined
        ? 0
        : layers.findIndex(({ residualFrom }, other) => other > index && residualFrom === added) + 1,
  };
}

/** Settings that an optimiser does not have are zero, and its kernel does not read them. */
function settingsOf(optimizer: OptimizerSpec) {
  const none = { beta1: 0, beta2: 0, epsilon: 0, weightDecay: 0 };
  switch (optimizer.kind) {
    case 'sgd':
      return none;
    case 'momentum':
    case 'nesterov':
      return { ...none, beta1: optimizer.momentum };
    case 'rmsprop':
    case 'adagrad':
    case 'adam':
    case 'adamw':
      return { ...none, ...optimizer };
  }
}
