import type { LayerSpec, LossName, TrainingSpec } from '../engine.ts';
import { sigmoid } from '../../numerics/exponential.ts';
import type { LayerTrace, NetworkTrace } from '../../reference/network-trace.ts';
import type { Network } from '../../reference/network.ts';
import { planArena } from './arena.ts';
import type { LayerPlace } from './layer-places.ts';
import { NetworkMemory } from './network-memory.ts';

/**
 * One forward and one backward pass of the engine over one batch, every value kept. The parameters are rounded to
 * float32 first; otherwise as `traceNetwork` of the reference.
 *
 * @param X (n_0, m) @param Y (n_L, m)
 * @throws RangeError when the memory that it needs cannot be had
 */
export function traceWasm(
  network: Network,
  X: Float32Array,
  Y: Float32Array,
  m: number,
): NetworkTrace<Float32Array> {
  const spec = describe(network, X.length / m, m);
  const memory = new NetworkMemory(spec, planArena(spec, { examples: 0, threads: 1, keepAll: true }), false);
  const { arena } = memory;
  memory.floats(arena.X, X.length).set(X);
  memory.floats(arena.Y, Y.length).set(Y);
  arena.layers.forEach((place, index) => {
    const { W, b, normalization } = network.layers[index]!;
    memory.floats(place.W, W.length).set(W);
    memory.floats(place.b, b.length).set(b);
    if (normalization === undefined) return;
    memory.floats(place.gamma, b.length).set(normalization.gamma);
    memory.floats(place.beta, b.length).set(normalization.beta);
  });
  memory.set('m', m);
  memory.conduct('trace');
  const layers = arena.layers.map((place) => readLayer(memory, place, m));
  const output = layers[layers.length - 1]!;
  if (isFused(network.loss)) output.dA = derivativeOfLoss(network.loss, output.Z, output.A, Y);
  const losses = memory.doubles(arena.exampleLoss, m);
  return { loss: losses.reduce((sum, loss) => sum + loss, 0) / m, layers };
}

function describe({ layers, loss }: Network, inputs: number, m: number): TrainingSpec {
  return {
    inputs,
    layers: layers.map(({ b, activation, normalization, residualFrom }): LayerSpec => ({
      units: b.length,
      activation,
      init: { kind: 'zeros' },
      ...(normalization === undefined ? {} : { normalization: normalization.kind }),
      ...(residualFrom === undefined ? {} : { residualFrom }),
    })),
    loss,
    optimizer: { kind: 'sgd', learningRate: 0 },
    regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 },
    seed: 0,
    maxBatch: m,
  };
}

function readLayer(memory: NetworkMemory, place: LayerPlace, m: number): LayerTrace<Float32Array> {
  const { n, n_prev, W, b, gamma, beta } = place;
  const { toGradient } = memory.arena;
  const copy = (at: number, count: number) => memory.floats(at, count).slice();
  const vector = (parameter: number) => copy(parameter + toGradient, n);
  return {
    Z: copy(place.Z, m * n),
    A: copy(place.A, m * n),
    dA: copy(place.dA, m * n),
    dZ: copy(place.dZ, m * n),
    dW: copy(W + toGradient, n * n_prev),
    db: vector(b),
    ...(gamma === 0 ? {} : { dgamma: vector(gamma), dbeta: vector(beta) }),
  };
}

function isFused(loss: LossName): boolean {
  return loss === 'binaryCrossEntropy' || loss === 'crossEntropy';
}

/** dA_L of a loss that the passes go through in one piece with its output activation. */
function derivativeOfLoss(loss: LossName, Z: Float32Array, A: Float32Array, Y: Float32Array): Float32Array {
  if (loss === 'crossEntropy') return Y.map((y, i) => (y === 0 ? 0 : -y / A[i]!));
  // 1 − a is taken from z: where a is near 1, float32 has rounded most of 1 − a away.
  return Y.map((y, i) => (y === 1 ? 0 : (1 - y) / sigmoid(-Z[i]!)) - (y === 0 ? 0 : y / sigmoid(Z[i]!)));
}
