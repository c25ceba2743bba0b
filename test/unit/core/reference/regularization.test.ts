import { describe, expect, it } from 'vitest';
import type { RegularizationSpec } from '#shared/core/engine/engine.ts';
import { clipByNorm, clipByValue } from '#shared/core/reference/regularization/clip.ts';
import { boundRows } from '#shared/core/reference/regularization/max-norm.ts';
import {
  addPenaltyGradient,
  noRegularization,
  penaltyOf,
} from '#shared/core/reference/regularization/regularization.ts';
import type { Network } from '#shared/core/reference/network.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

describe('the penalty', () => {
  const regularization = { ...noRegularization, l1: 0.3, l2: 0.4 };

  it('is λ₁ times all sizes and λ/2 times all squares', () => {
    const weights = [Float64Array.of(1, -2), Float64Array.of(0, 3)];
    expectClose(penaltyOf(regularization, weights), 0.3 * 6 + 0.2 * 14, 1e-15);
  });

  it('has the gradient that central differences have', () => {
    const W = Float64Array.of(0.5, -1.5, 2, -0.01);
    const dW = new Float64Array(4);
    addPenaltyGradient(regularization, W, dW);
    const h = 1e-4;
    const numeric = W.map(
      (w, i) =>
        (penaltyOf(regularization, [W.with(i, w + h)]) - penaltyOf(regularization, [W.with(i, w - h)])) /
        (2 * h),
    );
    expectClose(dW, numeric, 1e-10);
  });

  it('does not push a weight of 0 to either side', () => {
    const dW = Float64Array.of(1);
    addPenaltyGradient(regularization, Float64Array.of(0), dW);
    expect([...dW]).toEqual([1]);
  });
});

describe('clipping', () => {
  it('by value brings each entry into the bounds', () => {
    const gradients = [Float64Array.of(-3, 0.5), Float64Array.of(2)];
    clipByValue(gradients, 1);
    expect(gradients.map((gradient) => [...gradient])).toEqual([[-1, 0.5], [1]]);
  });

  it('by norm scales all gradients together, and leaves short ones as they are', () => {
    const gradients = [Float64Array.of(3, 0), Float64Array.of(-4)];
    clipByNorm(gradients, 5);
    expect(gradients.map((gradient) => [...gradient])).toEqual([[3, 0], [-4]]);
    clipByNorm(gradients, 1);
    expectClose(
      gradients.flatMap((gradient) => [...gradient]),
      [0.6, 0, -0.8],
      1e-15,
    );
  });

  it('is off at 0', () => {
    const gradients = [Float64Array.of(300)];
    clipByValue(gradients, 0);
    clipByNorm(gradients, 0);
    expect(entry(gradients, 0)[0]).toBe(300);
  });
});

describe('the bound of the weights into a unit', () => {
  it('scales rows that are longer and leaves the others', () => {
    const W = Float64Array.of(3, 4, 0.3, 0.4);
    boundRows(W, 2, 1);
    expectClose(W, [0.6, 0.8, 0.3, 0.4], 1e-15);
    boundRows(W, 2, 0);
    expectClose(W, [0.6, 0.8, 0.3, 0.4], 1e-15);
  });
});

describe('a step', () => {
  /** W1 = 1, b1 = 0, a = z, mean squared error; for x = 1 and y = 0 both gradients are 2. */
  const take = (regularization: Partial<RegularizationSpec>, factor?: number) => {
    const network: Network = {
      layers: [{ W: Float64Array.of(1), b: Float64Array.of(0), activation: 'linear' }],
      loss: 'meanSquaredError',
    };
    const step = createTrainStep(network, {
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      regularization: { ...noRegularization, ...regularization },
      seed: 1,
    });
    const cost = step(Float64Array.of(1), Float64Array.of(0), factor);
    const { W, b } = entry(network.layers, 0);
    return [cost, entry(W, 0), entry(b, 0)];
  };

  it('takes α times the factor of the schedule', () => {
    expectClose(take({}), [1, 1 - 0.2, -0.2], 1e-15);
    expectClose(take({}, 0.5), [1, 1 - 0.1, -0.1], 1e-15);
  });

  it('adds the penalties before it clips by value, and clips by value before by norm', () => {
    expectClose(take({ l1: 1, l2: 2 }), [3, 1 - 0.5, -0.2], 1e-15);
    expectClose(take({ l1: 1, l2: 2, clipValue: 3 }), [3, 1 - 0.3, -0.2], 1e-15);
    const norm = Math.hypot(3, 2);
    expectClose(take({ l1: 1, l2: 2, clipValue: 3, clipNorm: 1 }), [3, 1 - 0.3 / norm, -0.2 / norm], 1e-15);
  });

  it('bounds W after the update, and W alone', () => {
    expectClose(take({ maxNorm: 0.05 }), [1, 0.05, -0.2], 1e-15);
  });
});
