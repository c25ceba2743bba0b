import type { ScalarActivation } from './activation.ts';

const slope = 0.01;

/** g(z) = z above 0, 0.01 z elsewhere; g′ = 1 above 0, 0.01 elsewhere. */
export const leakyRelu: ScalarActivation = {
  name: 'leakyRelu',
  value: (z) => (z > 0 ? z : slope * z),
  derivative: (z) => (z > 0 ? 1 : slope),
  kink: 0,
};
