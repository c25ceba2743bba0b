import type { OptimizerSpec } from '../engine/engine.ts';
import { networkBackward, networkCost, networkForward, type Network } from './network.ts';
import { createOptimizer } from './optimizers/optimizers.ts';

/**
 * Forward, cost, backward, update. The function changes the network in place.
 *
 * @returns a step: X (n_0, m), Y (n_L, m) → the cost J before the update
 */
export function createTrainStep(
  network: Network,
  optimizer: OptimizerSpec,
): (X: Float64Array, Y: Float64Array) => number {
  const open = createOptimizer(optimizer);
  const rules = network.layers.map(({ W, b }) => ({ W: open(W.length), b: open(b.length) }));
  return (X, Y) => {
    const { caches } = networkForward(network, X);
    const cost = networkCost(network, caches, Y);
    const gradients = networkBackward(network, caches, Y);
    rules.forEach((rule, index) => {
      const layer = network.layers[index]!;
      const { dW, db } = gradients[index]!;
      rule.W(layer.W, dW);
      rule.b(layer.b, db);
    });
    return cost;
  };
}
