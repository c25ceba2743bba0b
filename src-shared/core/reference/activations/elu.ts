import type { ScalarActivation } from './activation.ts';

/** g(z) = z above 0, e^z − 1 elsewhere (α = 1); g′ = 1 above 0, e^z elsewhere (Clevert et al. 2016). */
export const elu: ScalarActivation = {
  name: 'elu',
  value: (z) => (z > 0 ? z : Math.expm1(z)),
  derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
  // g′ is continuous at 0, but g″ falls from 1 to 0.
  kink: 0,
};
