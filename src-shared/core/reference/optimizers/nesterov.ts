import type { Optimizer } from './optimizer.ts';

/**
 * Momentum that looks ahead: v := β v + (1 − β) dW as in momentum, from v = 0, and
 * W := W − α (β v + (1 − β) dW), the velocity that one more step along this gradient would have (Nesterov 1983, as
 * written without the shifted gradient by Dozat 2016).
 */
export function nesterov(spec: { learningRate: number; momentum: number }): Optimizer {
  const { learningRate, momentum: beta } = spec;
  return (size) => {
    const v = new Float64Array(size);
    return (W, dW, factor = 1) => {
      const alpha = learningRate * factor;
      for (let i = 0; i < W.length; i++) {
        v[i] = beta * v[i]! + (1 - beta) * dW[i]!;
        W[i]! -= alpha * (beta * v[i]! + (1 - beta) * dW[i]!);
      }
    };
  };
}
