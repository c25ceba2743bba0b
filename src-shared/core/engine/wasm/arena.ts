import type { TrainingSpec } from '../engine.ts';
import { memoryCounts } from './codes.ts';
import { Cursor, roundUp } from './cursor.ts';
import { placeLayers, type LayerPlace } from './layer-places.ts';
import { LAYER_MEASURES } from './measures.ts';

/** Addresses in bytes of everything that a network needs for its largest batch. */
export interface Arena {
  /** The whole, known before anything is reserved. */
  bytes: number;
  network: number;
  layerTable: number;
  workerTable: number;
  workers: readonly WorkerPlace[];
  layers: readonly LayerPlace[];
  barrier: number;
  go: number;
  X: number;
  Y: number;
  panels: readonly [number, number, number, number];
  zeros: number;
  parameters: number;
  parametersEnd: number;
  /** Distances from a parameter to its gradient, its value before the step, and the optimiser's memories. */
  toGradient: number;
  toPrevious: number;
  toFirst: number;
  toSecond: number;
  exampleLoss: number;
  sums: number;
  examplesX: number;
  examplesY: number;
  order: number;
  rates: number;
  losses: number;
  rows: number;
}

export interface WorkerPlace {
  left: number;
  edge: number;
  sizes: number;
}

export interface ArenaOptions {
  /** Room for so many examples to train on. */
  examples: number;
  threads: number;
  /** Z, A, dA and dZ of every layer apart, for a trace. */
  keepAll: boolean;
}

/** Bytes of the records that `kernels/network.ts` declares. */
export const recordBytes = { network: 252, layer: 132, worker: 56 } as const;
/** Places of a layer for the largest sizes of its tensors; see `kernels/sizes.ts`. */
export const SIZES = 12;
/** Batches that one crossing can train. */
export const RING = 128;
/** Rows of a block in `kernels/product.ts`. */
const BLOCK_ROWS = 64;
/** Float64 of a layer in `sums`. */
const LAYER_SUMS = 4;

/** Lays a network out; nothing is allocated. */
export function planArena(spec: TrainingSpec, options: ArenaOptions): Arena {
  const { examples, threads, keepAll } = options;
  const { maxBatch: m, inputs, layers, optimizer } = spec;
  const widths = [inputs, ...layers.map(({ units }) => units)];
  const outputs = widths[layers.length]!;
  const largest = Math.max(...widths);
  // The first page's start is kept free, so that no address is 0.
  const cursor = new Cursor(1024);
  const network = cursor.take(recordBytes.network);
  const layerTable = cursor.take(recordBytes.layer * layers.length);
  const workerTable = cursor.take(recordBytes.worker * threads);
  const barrier = cursor.take(192);
  const go = cursor.take(192);

  const parameters = cursor.at;
  const tensors = layers.map(({ units: n, normalization }, index) => {
    const take = (count: number) => (count > 0 ? cursor.takeFloats(count) : 0);
    const normalized = normalization === undefined ? 0 : n;
    const kept = normalization === 'batch' ? n : 0;
    return {
      W: take(n * widths[index]!),
      b: take(n),
      gamma: take(normalized),
      beta: take(normalized),
      runningMean: take(kept),
      runningVariance: take(kept),
    };
  });
  const parametersEnd = cursor.at;
  // Blocks of the same lay-out, one after the other.
  const block = parametersEnd - parameters;
  cursor.take((2 + memoryCounts[optimizer.kind]) * block);

  const places = placeLayers(spec, tensors, cursor, keepAll);
  const workers = Array.from({ length: threads }, () => ({
    left: cursor.takeFloats(BLOCK_ROWS * m),
    edge: cursor.takeFloats(64),
    sizes: cursor.takeFloats(2 * SIZES * layers.length),
  }));
  const panelsOfW = () =>
    cursor.takeFloats(
      Math.max(...places.map(({ n, n_prev }) => Math.max(n_prev * roundUp(n, 8), n * roundUp(n_prev, 8)))),
    );
  const panelsOfA = () => cursor.takeFloats(m * roundUp(Math.max(...places.map(({ n_prev }) => n_prev)), 8));
  const [panels0, panels2] = [panelsOfW(), panelsOfA()];
  const [panels1, panels3] = threads > 1 ? [panelsOfW(), panelsOfA()] : [panels0, panels2];
  return {
    network,
    layerTable,
    workerTable,
    workers,
    layers: places,
    barrier,
    go,
    X: cursor.takeFloats(m * inputs),
    Y: cursor.takeFloats(m * outputs),
    panels: [panels0, panels1, panels2, panels3],
    zeros: cursor.takeFloats(roundUp(largest, 16)),
    parameters,
    parametersEnd,
    toGradient: block,
    toPrevious: 2 * block,
    toFirst: 3 * block,
    toSecond: 4 * block,
    // Losses of single outputs are written four at a time.
    exampleLoss: cursor.takeDoubles(roundUp(m, 4)),
    sums: cursor.takeDoubles(LAYER_SUMS * layers.length),
    examplesX: cursor.takeFloats(examples * inputs),
    examplesY: cursor.takeFloats(examples * outputs),
    order: cursor.takeFloats(examples),
    rates: cursor.takeDoubles(RING),
    losses: cursor.takeDoubles(RING),
    rows: cursor.takeDoubles(RING * layers.length * LAYER_MEASURES),
    // A tile at a ragged edge reads up to three rows beyond the last.
    bytes: cursor.take(0) + 12 * (largest + 16),
  };
}
