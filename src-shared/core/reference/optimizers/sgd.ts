import type { Optimizer } from './optimizer.ts';

/** Gradient descent: W := W − α dW. */
export function sgd(spec: { learningRate: number }): Optimizer {
  return () =>
    (W, dW, factor = 1) => {
      const alpha = spec.learningRate * factor;
      for (let i = 0; i < W.length; i++) W[i]! -= alpha * dW[i]!;
    };
}
