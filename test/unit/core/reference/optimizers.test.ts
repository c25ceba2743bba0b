import { describe, expect, it } from 'vitest';
import type { OptimizerSpec } from '#shared/core/engine/engine.ts';
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

describe('nesterov', () => {
  it('goes on along the velocity that the next step would have', () => {
    // v: 0.2, then 0.58 as in momentum; the steps take 0.9 v + 0.1 g.
    const spec = { kind: 'nesterov', learningRate: 0.5, momentum: 0.9 } as const;
    const first = 1 - 0.5 * (0.9 * 0.2 + 0.1 * 2);
    expectClose(follow(spec, [2, 4]), [first, first - 0.5 * (0.9 * 0.58 + 0.1 * 4)]);
  });

  it('is sgd when β is 0', () => {
    const gradients = [0.3, -2, 5];
    expect(follow({ kind: 'nesterov', learningRate: 0.1, momentum: 0 }, gradients)).toEqual(
      follow({ kind: 'sgd', learningRate: 0.1 }, gradients),
    );
  });
});

describe('rmsprop', () => {
  it('divides by the root of the averaged square, without a correction', () => {
    // s: 0.1 · 4 = 0.4, then 0.9 · 0.4 + 0.1 · 1 = 0.46.
    const spec = { kind: 'rmsprop', learningRate: 0.01, beta2: 0.9, epsilon: 1e-3 } as const;
    const first = 1 - 0.02 / (Math.sqrt(0.4) + 1e-3);
    expectClose(follow(spec, [2, -1]), [first, first + 0.01 / (Math.sqrt(0.46) + 1e-3)], 1e-14);
  });
});

describe('adagrad', () => {
  it('divides by the root of the sum of all squares', () => {
    const spec = { kind: 'adagrad', learningRate: 0.5, epsilon: 1e-3 } as const;
    const first = 1 - 1.5 / (3 + 1e-3);
    expectClose(follow(spec, [3, 4]), [first, first - 2 / (5 + 1e-3)], 1e-14);
  });
});

describe('adamw', () => {
  const adam = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const spec = { kind: 'adamw', ...adam, weightDecay: 0.1 } as const;

  it('also takes α · weightDecay of W as it was before the step', () => {
    const plain = follow({ kind: 'adam', ...adam }, [2]);
    expectClose(follow(spec, [2]), [entry(plain, 0) - 0.01 * 0.1], 1e-14);
  });

  it('lets W fade where there is no gradient, and nothing else', () => {
    const [W, b] = [Float64Array.of(2), Float64Array.of(2)];
    createOptimizer(spec)(1, true)(W, Float64Array.of(0));
    createOptimizer(spec)(1, false)(b, Float64Array.of(0));
    expectClose([entry(W, 0), entry(b, 0)], [2 * (1 - 0.001), 2], 1e-15);
  });

  it('is adam when nothing decays', () => {
    const gradients = [0.3, -2, 5];
    expect(follow({ ...spec, weightDecay: 0 }, gradients)).toEqual(
      follow({ kind: 'adam', ...adam }, gradients),
    );
  });
});

const every: OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
  { kind: 'nesterov', learningRate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.1, beta2: 0.9, epsilon: 1e-8 },
  { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-8 },
  { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { kind: 'adamw', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 },
];

describe.each(every)('the step of $kind', (spec) => {
  it('is as long as α times the factor of the schedule', () => {
    const move = (learningRate: number, factor?: number) => {
      const W = Float64Array.of(1);
      createOptimizer({ ...spec, learningRate })(1)(W, Float64Array.of(0.7), factor);
      return entry(W, 0) - 1;
    };
    expect(move(0.1)).toBe(move(0.1, 1));
    expectClose(move(0.1, 0.25), move(0.025), 1e-12);
    expect(move(0.1, 0)).toBe(0);
  });

  it('keeps no memory of the factor', () => {
    const W = [Float64Array.of(1), Float64Array.of(1)];
    const moves = W.map((w, which) => {
      const rule = createOptimizer({ ...spec, ...(spec.kind === 'adamw' ? { weightDecay: 0 } : {}) })(1);
      rule(w, Float64Array.of(0.7), which);
      const before = entry(w, 0);
      rule(w, Float64Array.of(-0.2));
      return entry(w, 0) - before;
    });
    expectClose(entry(moves, 0), entry(moves, 1), 1e-12);
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
