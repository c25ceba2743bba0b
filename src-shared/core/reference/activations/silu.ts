import type { ScalarActivation } from './activation.ts';
import { sigmoid } from './sigmoid.ts';

/** g(z) = z σ(z) with σ(z) = 1 / (1 + e^−z); g′ = σ(z) (1 + z (1 − σ(z))) (Elfwing et al. 2018). */
export const silu: ScalarActivation = {
  name: 'silu',
  value: (z) => z * sigmoid.value(z),
  derivative(z) {
    const s = sigmoid.value(z);
    return s * (1 + z * (1 - s));
  },
};
