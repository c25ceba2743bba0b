import type { Engine } from './engine.ts';
import { FlatTrainer } from './flat/trainer.ts';

/**
 * The mathematics of `reference/` on flat float32 buffers that are allocated once. Sums run in float64 and in one
 * order, and no function of the language leaves its last bits open, so the same calls give the same bytes.
 */
export const referenceEngine: Engine = {
  id: 'reference@1',
  createTrainer: (spec) => new FlatTrainer(spec),
};
