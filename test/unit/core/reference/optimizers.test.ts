import { describe, expect, it } from 'vitest';
import { createOptimizer } from '#shared/core/reference/optimizers/optimizers.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

/** One parameter that starts at 1, and the gradients of its steps. */
function follow(spec: Parameters<typeof createOptimizer>[0], gradients: number[]): number[] {
  const rule = createOptimizer(spec)(1);
  const W = Float64Array.of(1);
  return gradients.map((gradient) => {
    rule(W, Float64Array.of(gradient));
    return entry(W, 0);
  });
}

describe('sgd', () => {
  it('moves by the learning rate times the gradient', () => {
    expectClose(follow({ kind: 'sgd', learningRate: 0.1 }, [2, -1]), [0.8, 0.9]);
  });
});

describe('momentum', () => {
  it('averages gradients with the factor (1 − β) of the course', () => {
    // v: 0.2, then 0.9 · 0.2 + 0.1 · 4 = 0.58.
    expectClose(follow({ kind: 'momentum', learningRate: 0.5, momentum: 0.9 }, [2, 4]), [
      1 - 0.5 * 0.2,
      1 - 0.5 * 0.2 - 0.5 * 0.58,
    ]);
  });

  it('is sgd when β is 0', () => {
    const gradients = [0.3, -2, 5];
    expect(follow({ kind: 'momentum', learningRate: 0.1, momentum: 0 }, gradients)).toEqual(
      follow({ kind: 'sgd', learningRate: 0.1 }, gradients),
    );
  });
});

describe('adam', () => {
  const spec = { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

  it('takes a first step of the learning rate, whatever the size of the gradient', () => {
    for (const gradient of [1e-3, 1, 1e3]) expectClose(follow(spec, [gradient]), [0.99], 1e-6);
  });

  it('takes the second step that the corrected averages give by hand', () => {
    // v = 0.9 · 0.2 − 0.1 · 1 = 0.08, v̂ = 0.08 / 0.19; s = 0.999 · 0.004 + 0.001 = 0.004996, ŝ = s / 0.001999.
    const first = 1 - (0.01 * 2) / (2 + 1e-8);
    const second = first - (0.01 * (0.08 / 0.19)) / (Math.sqrt(0.004996 / 0.001999) + 1e-8);
    expectClose(follow(spec, [2, -1]), [first, second], 1e-12);
  });
});

describe('an update rule', () => {
  it('remembers for one tensor only', () => {
    const open = createOptimizer({ kind: 'momentum', learningRate: 1, momentum: 0.5 });
    open(1)(Float64Array.of(0), Float64Array.of(100));
    const W = Float64Array.of(0);
    open(1)(W, Float64Array.of(2));
    expect(W[0]).toBe(-1);
  });
});
