import type { ScalarActivation } from './activation.ts';

/** g(z) = 1 / (1 + e^−z); g′ = a (1 − a). */
export const sigmoid: ScalarActivation = {
  name: 'sigmoid',
  // e^−z of a very negative z overflows, e^z does not.
  value: (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))),
  derivative: (_z, a) => a * (1 - a),
};
