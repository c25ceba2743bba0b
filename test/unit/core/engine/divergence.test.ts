import { describe, expect, it } from 'vitest';
import { DivergenceError } from '#shared/core/engine/engine.ts';
import { entry } from '#test/entry.ts';
import { engines } from './engines.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

describe.each(engines)('divergence of $id', (engine) => {
  const build = (learningRate: number) =>
    engine.createTrainer(
      describeNetwork('meanSquaredError', 'linear', ['relu'], {
        optimizer: { kind: 'sgd', learningRate },
        l2: 0,
      }),
    );
  const catchDivergence = (act: () => unknown): DivergenceError => {
    try {
      act();
    } catch (error) {
      if (error instanceof DivergenceError) return error;
      throw error;
    }
    throw new Error('nothing diverged');
  };

  it('is thrown in the step where it appears, with the finite parameters of the step before', () => {
    const trainer = build(1e6);
    const { X, Y } = drawExamples(8);
    let last: Float32Array[] = [];
    const error = catchDivergence(() => {
      for (let i = 0; i < 1000; i++) {
        last = trainer.parameters.map(({ values }) => values.slice());
        trainer.step(X, Y, 8);
      }
    });
    expect(error.message).toMatch(/^(Z|dZ|dW|W|loss) of layer [12] is no longer finite$/);
    expect(trainer.parameters.map(({ values }) => values)).toEqual(last);
    expect(last.every((values) => values.every(Number.isFinite))).toBe(true);
  });

  it('names the layer and the tensor where it appears first', () => {
    const { X, Y } = drawExamples(8);
    const poison = (values: Record<string, number>) => {
      const trainer = build(0.1);
      for (const tensor of trainer.parameters) {
        const value = values[tensor.name];
        if (value !== undefined) tensor.values.fill(value);
      }
      return catchDivergence(() => trainer.step(X, Y, 8));
    };
    expect(poison({ W1: NaN })).toMatchObject({ layer: 1, tensor: 'Z' });
    expect(poison({ b2: Infinity })).toMatchObject({ layer: 2, tensor: 'Z' });
    expect(poison({ W1: 0, b1: 1, W2: 1e10, b2: 1e37 })).toMatchObject({ layer: 1, tensor: 'dZ' });
    expect(poison({ W1: 0, b1: 1e20, W2: 0, b2: 1e30 })).toMatchObject({ layer: 2, tensor: 'dW' });
    const targets = catchDivergence(() =>
      build(0.1).step(
        X,
        Y.map(() => NaN),
        8,
      ),
    );
    expect(targets).toMatchObject({ layer: 2, tensor: 'loss' });
  });

  it('is seen when only the update overflows', () => {
    const trainer = build(1e38);
    const { X, Y } = drawExamples(8);
    const before = trainer.parameters.map(({ values }) => values.slice());
    const error = catchDivergence(() => {
      entry(trainer.parameters, 2).values.fill(1);
      before[2] = entry(trainer.parameters, 2).values.slice();
      trainer.step(
        X,
        Y.map(() => 1e3),
        8,
      );
    });
    expect(error.tensor).toMatch(/^[Wb]$/);
    expect(trainer.parameters.map(({ values }) => values)).toEqual(before);
  });
});
