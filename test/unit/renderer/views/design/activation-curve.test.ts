import { describe, expect, it } from 'vitest';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { activations } from '#shared/design/design.ts';
import { curves } from '#renderer/views/design/activation-curve.ts';
import { expectClose } from '#test/closeness.ts';

describe('the drawn curve of an activation', () => {
  it.each(activations.filter((name) => name !== 'softmax'))('of %s is the function that trains', (name) => {
    const { forward, backward } = findActivation(name);
    const Z = Float64Array.from({ length: 81 }, (_, index) => (index - 40) / 10 + 0.01);
    const A = forward(Z, 1);
    const slopes = backward(new Float64Array(Z.length).fill(1), Z, A, 1);
    const curve = curves[name];
    expectClose(
      Array.from(Z, (z) => curve?.value(z) ?? NaN),
      A,
    );
    expectClose(
      Array.from(Z, (z) => curve?.derivative(z) ?? NaN),
      slopes,
    );
  });

  it('is missing for softmax alone, which looks at all units at once', () => {
    expect(activations.filter((name) => curves[name] === null)).toEqual(['softmax']);
  });
});
