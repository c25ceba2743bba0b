import type { TrainingSpec } from '../engine.ts';

/** Rough times on one core of today, in nanoseconds. They decide what is worth its while, never a number. */
const costs = {
  /** Of a multiplication and an addition in a product. */
  product: 1 / 25,
  /** Of an entry of Z, forward and backward. */
  activation: 3,
  /** Of a parameter's update. */
  update: 0.6,
  /** Of calls, for each layer. */
  layer: 60,
  /** Telemetry: of a weight, of an entry of A and its derivatives, of a layer. */
  measuredWeight: 0.35,
  measuredEntry: 1.2,
  measuredLayer: 250,
  /** Of all threads waiting for each other, for each layer. */
  meeting: 2500,
} as const;

/** The share of the time that telemetry may take. */
const measuredShare = 0.04;

/** Rows that a training records at the least, if it has so many steps: the cost of so few is not felt. */
const fewestRows = 1000;

/**
 * Every how many steps the numbers of every layer are measured: so seldom that they take a twentieth of the time at
 * most, and yet so often that a curve can be seen.
 */
export function measureInterval(spec: TrainingSpec, batchSize: number, totalSteps = Infinity): number {
  const { weights, entries, layers } = countWork(spec, batchSize);
  const measuring =
    weights * costs.measuredWeight + entries * costs.measuredEntry + layers * costs.measuredLayer;
  const affordable = Math.ceil(measuring / (measuredShare * timeOfStep(spec, batchSize)));
  return Math.max(1, Math.min(affordable, Math.floor(totalSteps / fewestRows)));
}

/** How many of the cores a network is worth: one where threads would spend their time waiting for each other. */
export function worthwhileThreads(spec: TrainingSpec, batchSize: number, cores: number): number {
  const time = timeOfStep(spec, batchSize);
  const meetings = spec.layers.length * costs.meeting;
  let best = 1;
  for (let threads = 2; threads <= cores; threads++)
    if (time / threads + meetings < 0.8 * (time / best + (best > 1 ? meetings : 0))) best = threads;
  return best;
}

/** About how long a step takes on one core, in nanoseconds. */
export function timeOfStep(spec: TrainingSpec, batchSize: number): number {
  const { products, entries, weights, layers } = countWork(spec, batchSize);
  return (
    products * costs.product + entries * costs.activation + weights * costs.update + layers * costs.layer
  );
}

function countWork({ inputs, layers }: TrainingSpec, batchSize: number) {
  let n_prev = inputs;
  const work = { products: 0, entries: 0, weights: 0, layers: layers.length };
  layers.forEach(({ units }, index) => {
    work.weights += units * n_prev;
    work.entries += units * batchSize;
    // Forward, dW, and dA above layer 1.
    work.products += 2 * units * n_prev * batchSize * (index === 0 ? 2 : 3);
    n_prev = units;
  });
  return work;
}
