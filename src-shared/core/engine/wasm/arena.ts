import type { ActivationName, TrainingSpec } from '../engine.ts';

/** Addresses in bytes of everything that a network needs for its largest batch. */
export interface Arena {
  /** The whole, known before anything is reserved. */
  bytes: number;
  network: number;
  layerTable: number;
  layers: readonly LayerPlace[];
  X: number;
  Y: number;
  parameters: number;
  parametersEnd: number;
  /** Distances from a parameter to its gradient, its value before the step, and the optimiser's memories. */
  toGradient: number;
  toPrevious: number;
  toFirst: number;
  toSecond: number;
  left: number;
  right: number;
  zeros: number;
  edge: number;
  /** Four numbers for each layer; see `scalar-names.ts`. */
  scalars: number;
}

export interface LayerPlace {
  l: number;
  n: number;
  n_prev: number;
  W: number;
  b: number;
  /** The same as A where nothing needs Z once A is known. */
  Z: number;
  A: number;
  dZ: number;
}

/** Bytes of the structures that `kernels/network.ts` declares. */
export const NETWORK_BYTES = 128;
export const LAYER_BYTES = 56;
/** Rows of a block in `kernels/product.ts`. */
const BLOCK_ROWS = 64;
const FLOAT = 4;
const LINE = 64;

/** Activations whose backward step reads Z, or whose forward step cannot write over it. */
const keepsZ: ReadonlySet<ActivationName> = new Set(['softmax', 'gelu', 'silu']);

/** Lays a network out; nothing is allocated. */
export function planArena(spec: TrainingSpec): Arena {
  const { maxBatch: m, inputs, layers, optimizer } = spec;
  const widths = [inputs, ...layers.map(({ units }) => units)];
  const largest = Math.max(...widths);
  // The first page's start is kept free, so that no address is 0.
  const cursor = new Cursor(1024);
  const network = cursor.take(NETWORK_BYTES);
  const layerTable = cursor.take(LAYER_BYTES * layers.length);

  const parameters = cursor.at;
  const tensors = layers.map(({ units: n }, index) => ({
    W: cursor.takeFloats(n * widths[index]!),
    b: cursor.takeFloats(n),
  }));
  const parametersEnd = cursor.at;
  const block = parametersEnd - parameters;
  // Blocks of the same lay-out, one after the other.
  const memories = { sgd: 0, momentum: 1, adam: 2 }[optimizer.kind];
  cursor.take((2 + memories) * block);

  const places = layers.map(({ units: n, activation }, index): LayerPlace => {
    const A = cursor.takeFloats(m * n);
    const needsZ = index === layers.length - 1 || keepsZ.has(activation);
    const Z = needsZ ? cursor.takeFloats(m * n) : A;
    const dZ = cursor.takeFloats(m * n);
    return { l: index + 1, n, n_prev: widths[index]!, ...tensors[index]!, Z, A, dZ };
  });
  const rows = Math.min(BLOCK_ROWS, roundUp(Math.max(m, largest), 4));
  const rightPanels = places.map(({ n, n_prev }) =>
    Math.max(n_prev * roundUp(n, 8), Math.max(n, m) * roundUp(n_prev, 8)),
  );
  return {
    network,
    layerTable,
    layers: places,
    X: cursor.takeFloats(m * inputs),
    Y: cursor.takeFloats(m * widths[widths.length - 1]!),
    parameters,
    parametersEnd,
    toGradient: block,
    toPrevious: 2 * block,
    toFirst: 3 * block,
    toSecond: 4 * block,
    left: cursor.takeFloats(rows * Math.max(m, largest)),
    right: cursor.takeFloats(Math.max(...rightPanels)),
    zeros: cursor.takeFloats(roundUp(largest, 8)),
    edge: cursor.takeFloats(32),
    scalars: cursor.takeFloats(4 * layers.length),
    bytes: cursor.at,
  };
}

/** Hands out places that begin on a cache line, with a line between them: vectors may read beyond a ragged end. */
class Cursor {
  at: number;

  constructor(start: number) {
    this.at = start;
  }

  take(bytes: number): number {
    const place = this.at;
    this.at = roundUp(place + bytes, LINE) + LINE;
    return place;
  }

  takeFloats(count: number): number {
    return this.take(count * FLOAT);
  }
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
