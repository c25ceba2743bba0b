import type { Optimizer } from './optimizer.ts';

/**
 * Adagrad (Duchi, Hazan and Singer 2011): s := s + dW², W := W − α dW / (√s + ε), from s = 0. What has moved much
 * moves less from then on.
 */
export function adagrad(spec: { learningRate: number; epsilon: number }): Optimizer {
  const { learningRate, epsilon } = spec;
  return (size) => {
    const s = new Float64Array(size);
    return (W, dW, factor = 1) => {
      const alpha = learningRate * factor;
      for (let i = 0; i < W.length; i++) {
        s[i]! += dW[i]! * dW[i]!;
        W[i]! -= (alpha * dW[i]!) / (Math.sqrt(s[i]!) + epsilon);
      }
    };
  };
}
