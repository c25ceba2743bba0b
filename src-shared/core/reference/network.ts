import type { LayerSpec, LossName, RegularizationSpec, TrainingSpec } from '../engine/engine.ts';
import { createGenerator, type Generator } from '../random/generator.ts';
import { initializeLayer } from './inits/initialize-layer.ts';
import {
  activationBackward,
  layerBackward,
  layerForward,
  type Layer,
  type LayerCache,
  type LayerGradients,
  type Mode,
} from './layers/layer.ts';
import { createNormalization } from './layers/normalization.ts';
import { residualBackward } from './layers/residual.ts';
import { findLoss } from './losses/losses.ts';
import { addPenaltyGradient, noRegularization, penaltyOf } from './regularization/regularization.ts';

/** An L-layer network, L = layers.length; layers[l − 1] is layer l. */
export interface Network {
  layers: Layer[];
  loss: LossName;
}

/** The gradients of a layer, with all that reached its A. */
export interface NetworkGradients extends LayerGradients {
  /** (n_l, m): from the layer above and from every residual that took A_l; of the output, from the loss. */
  dA: Float64Array;
}

/** A network of freshly initialised parameters; the same spec gives the same numbers. */
export function createNetwork(spec: Pick<TrainingSpec, 'inputs' | 'layers' | 'loss' | 'seed'>): Network {
  const generator = createGenerator(spec.seed);
  const layers = spec.layers.map((layer, index) =>
    createLayer(layer, index + 1, spec.layers[index - 1]?.units ?? spec.inputs, generator),
  );
  return { layers, loss: spec.loss };
}

function createLayer(spec: LayerSpec, l: number, n_prev: number, generator: Generator): Layer {
  const { units, activation, init, normalization, residualFrom, dropout } = spec;
  return {
    ...initializeLayer(init, l, n_prev, units, generator),
    activation,
    ...(normalization === undefined ? {} : { normalization: createNormalization(normalization, units) }),
    ...(residualFrom === undefined ? {} : { residualFrom }),
    ...(dropout === undefined ? {} : { dropout }),
  };
}

/**
 * X (n_0, m) → A_L (n_L, m), with the cache of every layer. The network is left as it is, its running statistics too.
 */
export function networkForward(
  network: Network,
  X: Float64Array,
  mode: Mode = { kind: 'trace' },
): { A: Float64Array; caches: LayerCache[] } {
  const outputs = [X];
  const caches = network.layers.map((layer, index) => {
    const cache = layerForward(outputs, index + 1, layer, mode);
    outputs.push(cache.A);
    return cache;
  });
  return { A: outputs.at(-1)!, caches };
}

/** The cost J: the mean loss over the batch and the penalty. Y (n_L, m). */
export function networkCost(
  network: Network,
  caches: readonly LayerCache[],
  Y: Float64Array,
  regularization: RegularizationSpec = noRegularization,
): number {
  const { loss, output, n, fused } = outputOf(network, caches);
  const data = fused ? fused.value(output.Z, Y, n) : loss.value(output.A, Y, n);
  return (
    data +
    penaltyOf(
      regularization,
      network.layers.map((layer) => layer.W),
    )
  );
}

/** The gradients of every layer, in the order of `layers`; dW includes the penalty's. Y (n_L, m). */
export function networkBackward(
  network: Network,
  caches: readonly LayerCache[],
  Y: Float64Array,
  regularization: RegularizationSpec = noRegularization,
): NetworkGradients[] {
  const { loss, output, n, fused } = outputOf(network, caches);
  // dA_l, l = 0 … L, gathers from above what each user of A_l hands down.
  const dAs = [
    ...caches.map(({ A_prev }) => new Float64Array(A_prev.length)),
    loss.derivative(output.A, Y, n),
  ];
  const all: NetworkGradients[] = [];
  for (let l = caches.length; l >= 1; l--) {
    const cache = caches[l - 1]!;
    const dA = dAs[l]!;
    const dZ = fused && cache === output ? fused.derivative(output.A, Y) : activationBackward(dA, cache);
    const gradients = layerBackward(dZ, cache);
    const { residualFrom } = cache.layer;
    addTo(dAs[l - 1]!, gradients.dA_prev);
    if (residualFrom !== undefined) addTo(dAs[residualFrom]!, residualBackward(dZ));
    addPenaltyGradient(regularization, cache.layer.W, gradients.dW);
    all.unshift({ ...gradients, dA });
  }
  return all;
}

function addTo(sum: Float64Array, term: Float64Array): void {
  for (let e = 0; e < sum.length; e++) sum[e]! += term[e]!;
}

function outputOf(network: Network, caches: readonly LayerCache[]) {
  const output = caches.at(-1);
  if (output === undefined) throw new RangeError('a network has at least one layer');
  const loss = findLoss(network.loss);
  const isWhole = output.mask === undefined && loss.fused?.activation === output.layer.activation;
  return { loss, output, n: output.layer.b.length, fused: isWhole ? loss.fused : undefined };
}
