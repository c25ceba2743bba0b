import type { NetworkTrainer, TrainingSpec } from '#shared/core/engine/engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { parametersOf } from '#shared/core/reference/layers/layer.ts';
import { createNetwork, type Network } from '#shared/core/reference/network.ts';
import { createTrainStep, type TrainStep } from '#shared/core/reference/train-step.ts';
import { entry } from '#test/entry.ts';

/** The same network twice: in the engine, and in float64 from the same float32 numbers on. */
export interface Pair {
  trainer: NetworkTrainer;
  network: Network;
  /** Takes the reference's step. */
  follow: (X: Float32Array, Y: Float32Array, factor?: number) => ReturnType<TrainStep>;
}

export function pairWithReference(spec: TrainingSpec, examples = 0): Pair {
  const trainer = wasmEngine.createTrainer(spec, { examples });
  const network = createNetwork(spec);
  for (const layer of network.layers)
    for (const tensor of parametersOf(layer)) tensor.set(Float32Array.from(tensor));
  const step = createTrainStep(network, spec);
  return {
    trainer,
    network,
    follow: (X, Y, factor) => step(Float64Array.from(X), Float64Array.from(Y), factor),
  };
}

/**
 * The largest distance between a tensor of the engine and the reference's, as a share of the largest number among
 * the layer's tensors: b, gamma and beta may be all but zero beside W.
 */
export function worstDistance({ trainer, network }: Pair): { share: number; name: string } {
  const worst = { share: 0, name: 'none' };
  let next = 0;
  for (const layer of network.layers) {
    const tensors = parametersOf(layer);
    const size = Math.max(...tensors.map(largest));
    for (const tensor of tensors) note(entry(trainer.parameters, next++), tensor, size);
  }
  next = 0;
  for (const { normalization } of network.layers) {
    if (normalization?.kind !== 'batch') continue;
    for (const tensor of [normalization.running.mean, normalization.running.variance])
      note(entry(trainer.statistics, next++), tensor, Math.max(1, largest(tensor)));
  }
  return worst;

  function note({ name, values }: { name: string; values: Float32Array }, exact: Float64Array, size: number) {
    exact.forEach((value, i) => {
      const share = Math.abs(value - (values[i] ?? NaN)) / size;
      if (!(share <= worst.share)) Object.assign(worst, { share, name });
    });
  }
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
