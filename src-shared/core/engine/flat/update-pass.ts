import type { OptimizerSpec } from '../engine.ts';
import type { Plan } from './plan.ts';

/** Writes `next` from `parameters`, `gradients` and what the optimiser remembers; one call is one step. */
export type UpdatePass = () => void;

/**
 * The optimiser of a spec over all parameters at once; the formulas and their sources are in
 * `reference/optimizers`. What it remembers is float64: a small gradient's square is still a number.
 */
export function createUpdatePass(spec: OptimizerSpec, plan: Plan): UpdatePass {
  switch (spec.kind) {
    case 'sgd':
      return sgdPass(plan, spec.learningRate);
    case 'momentum':
      return momentumPass(plan, spec.learningRate, spec.momentum);
    case 'adam':
      return adamPass(plan, spec);
  }
}

function sgdPass({ parameters, gradients, next }: Plan, learningRate: number): UpdatePass {
  return () => {
    for (let i = 0; i < next.length; i++) next[i] = parameters[i]! - learningRate * gradients[i]!;
  };
}

function momentumPass({ parameters, gradients, next }: Plan, learningRate: number, beta: number): UpdatePass {
  const v = new Float64Array(next.length);
  return () => {
    for (let i = 0; i < next.length; i++) {
      const moving = beta * v[i]! + (1 - beta) * gradients[i]!;
      v[i] = moving;
      next[i] = parameters[i]! - learningRate * moving;
    }
  };
}

function adamPass(
  { parameters, gradients, next }: Plan,
  spec: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): UpdatePass {
  const { learningRate, beta1, beta2, epsilon } = spec;
  const v = new Float64Array(next.length);
  const s = new Float64Array(next.length);
  // β₁ᵗ and β₂ᵗ as running products: the language leaves the last bits of a power open.
  let beta1Power = 1;
  let beta2Power = 1;
  return () => {
    beta1Power *= beta1;
    beta2Power *= beta2;
    const vCorrection = 1 - beta1Power;
    const sCorrection = 1 - beta2Power;
    for (let i = 0; i < next.length; i++) {
      const gradient = gradients[i]!;
      const first = beta1 * v[i]! + (1 - beta1) * gradient;
      const second = beta2 * s[i]! + (1 - beta2) * gradient * gradient;
      v[i] = first;
      s[i] = second;
      next[i] =
        parameters[i]! - (learningRate * (first / vCorrection)) / (Math.sqrt(second / sCorrection) + epsilon);
    }
  };
}
