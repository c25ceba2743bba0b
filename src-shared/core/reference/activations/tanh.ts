import type { ScalarActivation } from './activation.ts';

/** g(z) = tanh z; g′ = 1 − a². */
export const tanh: ScalarActivation = {
  name: 'tanh',
  value: (z) => Math.tanh(z),
  derivative: (_z, a) => 1 - a * a,
};
