import { gather } from './gather';
import { layerAt, Network, Worker } from './network';
import { meanLoss, trainStep } from './step';
import { LAYER_MEASURES, measure } from './telemetry';

/**
 * Trains `network.batches` mini-batches, from `firstBatch` of the order on. Writes the loss of each, a row of
 * measures for each that telemetry is due for, and at the end how far it came: all the way, or up to the step in
 * which a number was no longer finite. The parameters are then those before that step.
 */
export function trainBatches(network: Network, me: Worker): void {
  me.beta1Power = network.beta1Power;
  me.beta2Power = network.beta2Power;
  const outputs = layerAt(network, network.count - 1).units;
  const size = network.batchSize;
  let done = 0;
  let row = 0;
  for (; done < network.batches; done++) {
    const from = (network.firstBatch + done) * size;
    const m = min(size, network.examples - from);
    let X = network.examplesX + (<usize>from << 2) * network.inputs;
    let Y = network.examplesY + (<usize>from << 2) * outputs;
    if (network.order != 0) {
      gather(network, me, from, m, outputs);
      X = network.X;
      Y = network.Y;
    }
    me.step = network.step + done;
    me.rate = load<f64>(network.rates + (<usize>done << 3));
    me.isDue = isDue(network.every, me.step);
    const isFiniteStep = trainStep(network, me, X, Y, m);
    // By every thread, so that they agree on whether to go on.
    const loss = meanLoss(network, m);
    if (me.index == 0) store<f64>(network.losses + (<usize>done << 3), loss);
    if (!isFiniteStep || !isFinite<f64>(loss)) break;
    if (!me.isDue) continue;
    measure(network, me, m, network.rows + (<usize>(row * network.count * LAYER_MEASURES) << 3));
    row += 1;
  }
  if (me.index != 0) return;
  if (done < network.batches) restore(network);
  network.done = done;
  network.rowCount = row;
  network.beta1Power = me.beta1Power;
  network.beta2Power = me.beta2Power;
}

/** Telemetry is due for the first step and every `every` steps after it. */
@inline
function isDue(every: i32, step: u32): bool {
  return every > 0 && step % every == 0;
}

function restore(network: Network): void {
  const from = network.parameters + network.toPrevious;
  memory.copy(network.parameters, from, network.parametersEnd - network.parameters);
}
