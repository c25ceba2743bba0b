import type { ScalarActivation } from './activation.ts';

/** g(z) = max(0, z); g′ = 1 above 0 and 0 elsewhere (at the kink z = 0 it is taken as 0). */
export const relu: ScalarActivation = {
  name: 'relu',
  value: (z) => (z < 0 ? 0 : z),
  derivative: (z) => (z > 0 ? 1 : 0),
  kink: 0,
};
