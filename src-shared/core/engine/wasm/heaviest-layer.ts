import type { TrainingSpec } from '../engine.ts';
import { memoryCounts } from './codes.ts';

/** A layer and the memory that training it takes. */
export interface LayerWeight {
  /** l. */
  layer: number;
  /** n_l, n_{l−1}. */
  units: number;
  inputs: number;
  bytes: number;
}

/**
 * The layer that takes the most: W_l and b_l with their gradients, their values before the step and the optimiser's
 * memories, and A_l and dZ_l of the largest batch.
 */
export function heaviestLayer({ inputs: n_0, layers, optimizer, maxBatch }: TrainingSpec): LayerWeight {
  const copies = 3 + memoryCounts[optimizer.kind];
  const weights = layers.map(({ units }, index): LayerWeight => {
    const inputs = layers[index - 1]?.units ?? n_0;
    const bytes = 4 * (copies * units * (inputs + 1) + 2 * maxBatch * units);
    return { layer: index + 1, units, inputs, bytes };
  });
  return weights.reduce((heaviest, weight) => (weight.bytes > heaviest.bytes ? weight : heaviest));
}
