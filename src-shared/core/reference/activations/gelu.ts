import type { ScalarActivation } from './activation.ts';

/** √(2/π) */
const scale = 0.7978845608028654;
const cubic = 0.044715;

/**
 * g(z) = z/2 · (1 + t) with t = tanh(√(2/π) (z + 0.044715 z³)), the tanh form (Hendrycks and Gimpel 2016);
 * g′ = (1 + t)/2 + z/2 · (1 − t²) √(2/π) (1 + 3 · 0.044715 z²).
 */
export const gelu: ScalarActivation = {
  name: 'gelu',
  value: (z) => (z / 2) * (1 + bend(z)),
  derivative(z) {
    const t = bend(z);
    const rise = 1 - t * t;
    // z² of a huge z is infinite, and infinity times no rise is not a number.
    return (1 + t) / 2 + (rise === 0 ? 0 : (z / 2) * rise * scale * (1 + 3 * cubic * z * z));
  },
};

function bend(z: number): number {
  return Math.tanh(scale * (z + cubic * z * z * z));
}
