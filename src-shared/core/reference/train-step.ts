import type { TrainingSpec } from '../engine/engine.ts';
import { followStatistics } from './layers/batch-normalization.ts';
import { gradientsOf, parametersOf, type LayerCache } from './layers/layer.ts';
import { networkBackward, networkCost, networkForward, type Network } from './network.ts';
import { createOptimizer } from './optimizers/optimizers.ts';
import { clipByNorm, clipByValue } from './regularization/clip.ts';
import { boundRows } from './regularization/max-norm.ts';

/**
 * A step: X (n_0, m), Y (n_L, m) → the cost J before the update. The learning rate is α · factor, the factor being
 * the schedule's; 1 where absent.
 */
export type TrainStep = (X: Float64Array, Y: Float64Array, factor?: number) => number;

/**
 * Forward, cost, backward, clipping, update, norm bound. The function changes the network in place, its running
 * statistics too, and counts its steps from 0 for the dropout masks.
 */
export function createTrainStep(
  network: Network,
  spec: Pick<TrainingSpec, 'optimizer' | 'regularization' | 'seed'>,
): TrainStep {
  const { regularization, seed } = spec;
  const open = createOptimizer(spec.optimizer);
  const rules = network.layers.map((layer) =>
    parametersOf(layer).map((tensor, index) => open(tensor.length, index === 0)),
  );
  let step = 0;
  return (X, Y, factor = 1) => {
    const { caches } = networkForward(network, X, { kind: 'training', seed, step });
    const cost = networkCost(network, caches, Y, regularization);
    const gradients = networkBackward(network, caches, Y, regularization).map(gradientsOf);
    clipByValue(gradients.flat(), regularization.clipValue);
    clipByNorm(gradients.flat(), regularization.clipNorm);
    network.layers.forEach((layer, index) => {
      parametersOf(layer).forEach((tensor, which) =>
        rules[index]![which]!(tensor, gradients[index]![which]!, factor),
      );
      boundRows(layer.W, layer.b.length, regularization.maxNorm);
    });
    caches.forEach(followBatch);
    step += 1;
    return cost;
  };
}

function followBatch({ layer, statistics }: LayerCache): void {
  if (layer.normalization?.kind === 'batch' && statistics !== undefined)
    followStatistics(layer.normalization.running, statistics);
}
