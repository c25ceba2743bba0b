import { backward } from './backward';
import { INFINITE } from './finite';
import { forward } from './forward';
import { sumLoss } from './loss';
import { Layer, layerAt, Network } from './network';
import { sumSquares } from './norm';
import { beginUpdate } from './optimizer';

/**
 * One mini-batch of the m examples at X and Y: forward, loss, backward, update.
 *
 * @returns the mean loss before the update, penalty included; NaN when a number is no longer finite, and then the
 * parameters are those before the step
 */
export function step(network: Network, m: i32): f64 {
  forward(network, m);
  const loss = lossOf(network, m) / <f64>m;
  const penalty = network.l2 == 0 ? 0 : (network.l2 / 2) * sumSquaredWeights(network);
  network.meanLoss = loss;
  beginUpdate(network);
  backward(network, m);
  if (isFinite<f64>(loss) && isFiniteStep(network)) return loss + penalty;
  memory.copy(
    network.parameters,
    network.parameters + network.toPrevious,
    network.parametersEnd - network.parameters,
  );
  return NaN;
}

/** The sum of the loss over the m examples that `forward` has passed through. */
export function lossOf(network: Network, m: i32): f64 {
  const output = layerAt(network, network.count - 1);
  return sumLoss(network.loss, output.Z, output.A, network.Y, m, output.units);
}

/** Whether every Z, dZ, dW, db, W and b of the last step is finite. */
function isFiniteStep(network: Network): bool {
  for (let index = 0; index < network.count; index++) {
    const layer = layerAt(network, index);
    const largest = max(
      max(max(layer.sizeOfZ, layer.sizeOfdZ), max(layer.sizeOfdW, layer.sizeOfW)),
      max(layer.sizeOfdb, layer.sizeOfb),
    );
    if (largest >= INFINITE) return false;
  }
  return true;
}

/** Σ_l ‖W_l‖², what the penalty is made of. */
function sumSquaredWeights(network: Network): f64 {
  let sum: f64 = 0;
  for (let index = 0; index < network.count; index++) {
    const layer: Layer = layerAt(network, index);
    sum += sumSquares(layer.W, layer.units * layer.inputs);
  }
  return sum;
}
