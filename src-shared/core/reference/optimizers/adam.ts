import type { Optimizer } from './optimizer.ts';

/**
 * Adam with bias correction (Kingma and Ba 2015, Algorithm 1), from v = s = 0, t = 0; in step t:
 * v := β₁ v + (1 − β₁) dW, s := β₂ s + (1 − β₂) dW²,
 * W := W − α v̂ / (√ŝ + ε) with v̂ = v / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ).
 */
export function adam(spec: {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}): Optimizer {
  const { learningRate, beta1, beta2, epsilon } = spec;
  return (size) => {
    const v = new Float64Array(size);
    const s = new Float64Array(size);
    let t = 0;
    return (W, dW, factor = 1) => {
      const alpha = learningRate * factor;
      t += 1;
      const vCorrection = 1 - beta1 ** t;
      const sCorrection = 1 - beta2 ** t;
      for (let i = 0; i < W.length; i++) {
        v[i] = beta1 * v[i]! + (1 - beta1) * dW[i]!;
        s[i] = beta2 * s[i]! + (1 - beta2) * dW[i]! * dW[i]!;
        W[i]! -= (alpha * (v[i]! / vCorrection)) / (Math.sqrt(s[i]! / sCorrection) + epsilon);
      }
    };
  };
}
