import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, Algorithm 2): each step also takes α λ W off W, past
 * the averages of the gradient. b, gamma and beta do not decay.
 */
export function adamw(spec: {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
}): Optimizer {
  const { learningRate, weightDecay } = spec;
  const open = adam(spec);
  return (size, isWeight = true) => {
    const rule = open(size);
    if (!isWeight) return rule;
    return (W, dW, factor = 1) => {
      const alpha = learningRate * factor;
      for (let i = 0; i < W.length; i++) W[i]! -= alpha * weightDecay * W[i]!;
      rule(W, dW, factor);
    };
  };
}
