import type { Optimizer } from './optimizer.ts';

/**
 * Gradient descent with momentum, as the course writes it: v := β v + (1 − β) dW, W := W − α v, from v = 0.
 * Libraries that leave out the factor (1 − β) take steps 1 / (1 − β) times as long for the same α.
 */
export function momentum(spec: { learningRate: number; momentum: number }): Optimizer {
  const { learningRate, momentum: beta } = spec;
  return (size) => {
    const v = new Float64Array(size);
    return (W, dW, factor = 1) => {
      const alpha = learningRate * factor;
      for (let i = 0; i < W.length; i++) {
        v[i] = beta * v[i]! + (1 - beta) * dW[i]!;
        W[i]! -= alpha * v[i]!;
      }
    };
  };
}
