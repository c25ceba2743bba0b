import type { LossName, TrainingSpec } from '../engine/engine.ts';
import { createGenerator } from '../random/generator.ts';
import {
  denseBackward,
  denseForward,
  linearBackward,
  type DenseCache,
  type DenseGradients,
  type DenseLayer,
} from './dense-layer.ts';
import { initializeLayer } from './inits/initialize-layer.ts';
import { addL2Gradient, l2Penalty } from './l2.ts';
import { findLoss } from './losses/losses.ts';

/** An L-layer network, L = layers.length; layers[l − 1] is layer l. */
export interface Network {
  layers: DenseLayer[];
  loss: LossName;
  /** λ */
  l2: number;
}

/** A network of freshly initialised parameters; the same spec gives the same numbers. */
export function createNetwork(
  spec: Pick<TrainingSpec, 'inputs' | 'layers' | 'loss' | 'l2' | 'seed'>,
): Network {
  const generator = createGenerator(spec.seed);
  let n_prev = spec.inputs;
  const layers = spec.layers.map(({ units, activation, init }, index) => {
    const parameters = initializeLayer(init, index + 1, n_prev, units, generator);
    n_prev = units;
    return { ...parameters, activation };
  });
  return { layers, loss: spec.loss, l2: spec.l2 };
}

/** X (n_0, m) → A_L (n_L, m), with the cache of every layer. */
export function networkForward(network: Network, X: Float64Array): { A: Float64Array; caches: DenseCache[] } {
  let A = X;
  const caches = network.layers.map((layer) => {
    const forward = denseForward(A, layer);
    A = forward.A;
    return forward.cache;
  });
  return { A, caches };
}

/** The cost J: the mean loss over the batch and the penalty. Y (n_L, m). */
export function networkCost(network: Network, caches: readonly DenseCache[], Y: Float64Array): number {
  const { loss, output, n, fused } = outputOf(network, caches);
  const data = fused ? fused.value(output.Z, Y, n) : loss.value(output.A, Y, n);
  return (
    data +
    l2Penalty(
      network.l2,
      network.layers.map((layer) => layer.W),
    )
  );
}

/** The gradients of every layer, in the order of `layers`; dW includes λW. Y (n_L, m). */
export function networkBackward(
  network: Network,
  caches: readonly DenseCache[],
  Y: Float64Array,
): DenseGradients[] {
  const { loss, output, n, fused } = outputOf(network, caches);
  let gradients = fused
    ? linearBackward(fused.derivative(output.A, Y), output)
    : denseBackward(loss.derivative(output.A, Y, n), output);
  const all = [gradients];
  for (const cache of caches.slice(0, -1).reverse()) {
    gradients = denseBackward(gradients.dA_prev, cache);
    all.unshift(gradients);
  }
  caches.forEach(({ layer }, index) => addL2Gradient(network.l2, layer.W, all[index]!.dW));
  return all;
}

function outputOf(network: Network, caches: readonly DenseCache[]) {
  const output = caches.at(-1);
  if (output === undefined) throw new RangeError('a network has at least one layer');
  const loss = findLoss(network.loss);
  const fused = loss.fused?.activation === output.layer.activation ? loss.fused : undefined;
  return { loss, output, n: output.layer.b.length, fused };
}
