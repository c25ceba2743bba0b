import type { Optimizer } from './optimizer.ts';

/** Gradient descent: W := W − α dW. */
export function sgd(spec: { learningRate: number }): Optimizer {
  const { learningRate } = spec;
  return () => (W, dW) => {
    for (let i = 0; i < W.length; i++) W[i]! -= learningRate * dW[i]!;
  };
}
