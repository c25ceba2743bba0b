import type { ScalarActivation } from './activation.ts';

/** g(z) = z; g′ = 1. */
export const linear: ScalarActivation = {
  name: 'linear',
  value: (z) => z,
  derivative: () => 1,
};
