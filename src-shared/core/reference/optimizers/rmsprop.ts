import type { Optimizer } from './optimizer.ts';

/**
 * RMSprop, as the course writes it (Hinton's lecture 6e): s := β₂ s + (1 − β₂) dW², W := W − α dW / (√s + ε), from
 * s = 0, without a correction of the first steps.
 */
export function rmsprop(spec: { learningRate: number; beta2: number; epsilon: number }): Optimizer {
  const { learningRate, beta2, epsilon } = spec;
  return (size) => {
    const s = new Float64Array(size);
    return (W, dW, factor = 1) => {
      const alpha = learningRate * factor;
      for (let i = 0; i < W.length; i++) {
        s[i] = beta2 * s[i]! + (1 - beta2) * dW[i]! * dW[i]!;
        W[i]! -= (alpha * dW[i]!) / (Math.sqrt(s[i]!) + epsilon);
      }
    };
  };
}
