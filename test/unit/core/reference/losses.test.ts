import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { findLoss } from '#shared/core/reference/losses/losses.ts';
import { expectClose, tolerance } from '#test/closeness.ts';

const A = Float64Array.of(0.2, 0.7, 0.1, 0.5, 0.25, 0.25);
const oneHot = Float64Array.of(0, 1, 0, 0, 0, 1);

describe('the values of the losses', () => {
  it('are those of the formulas, averaged over the examples', () => {
    expectClose(findLoss('crossEntropy').value(A, oneHot, 3), -(Math.log(0.7) + Math.log(0.25)) / 2);
    expectClose(
      findLoss('binaryCrossEntropy').value(Float64Array.of(0.8, 0.3), Float64Array.of(1, 0), 1),
      -(Math.log(0.8) + Math.log(0.7)) / 2,
    );
    // Example 1: (1 + 4) / 2, example 2: (0 + 9) / 2.
    expectClose(
      findLoss('meanSquaredError').value(Float64Array.of(1, 2, 3, 0), Float64Array.of(0, 0, 3, 3), 2),
      3.5,
    );
    // Residuals 0.5, −1 | 3, −0.2: (0.125 + 0.5) / 2 and (2.5 + 0.02) / 2.
    expectClose(
      findLoss('huber').value(Float64Array.of(0.5, 1, 2, 0), Float64Array.of(0, 2, -1, 0.2), 2),
      (0.3125 + 1.26) / 2,
    );
    // Targets as 1, −1 | −1, 1: (0.7 + 1.5) and (0 + 3).
    expectClose(
      findLoss('hinge').value(Float64Array.of(0.3, 0.5, -4, -2), Float64Array.of(1, 0, 0, 1), 2),
      2.6,
    );
  });

  it('pull by the slope of their sides, and not at all at the kink of hinge', () => {
    const slopes = findLoss('huber').derivative(Float64Array.of(0.5, 1, 3, -7), new Float64Array(4), 2);
    expectClose(slopes, [0.25, 0.5, 0.5, -0.5]);
    const pulls = findLoss('hinge').derivative(Float64Array.of(0, 1, 2, -1), Float64Array.of(1, 1, 0, 0), 1);
    expect([...pulls]).toEqual([-1, 0, 1, 0]);
  });
});

describe.each(['binaryCrossEntropy', 'crossEntropy', 'meanSquaredError', 'huber', 'hinge'] as const)(
  '%s',
  (name) => {
    it('has the derivative per example that central differences have', () => {
      const loss = findLoss(name);
      const [n, m, h] = [3, 2, 1e-5];
      const numeric = A.map(
        (a, i) =>
          (m * (loss.value(A.with(i, a + h), oneHot, n) - loss.value(A.with(i, a - h), oneHot, n))) / (2 * h),
      );
      expectClose(loss.derivative(A, oneHot, n), numeric, tolerance.gradientCheck);
    });
  },
);

describe.each(['binaryCrossEntropy', 'crossEntropy'] as const)('%s read from Z', (name) => {
  const loss = findLoss(name);
  const { fused } = loss;
  if (fused === undefined) throw new Error(`${name} has no fused output`);
  const output = findActivation(fused.activation);
  const finite = fc.double({ min: -8, max: 8, noNaN: true });

  it('is the loss read from A, and dZ is dA through the activation', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 6, maxLength: 6 }), (z) => {
        const Z = Float64Array.from(z);
        const activated = output.forward(Z, 3);
        expectClose(fused.value(Z, oneHot, 3), loss.value(activated, oneHot, 3), 1e-9);
        const apart = output.backward(loss.derivative(activated, oneHot, 3), Z, activated, 3);
        expectClose(fused.derivative(activated, oneHot), apart, 1e-9);
      }),
      { seed: 5 },
    );
  });

  it('stays finite and exact where A has rounded to 0 and 1', () => {
    const Z = Float64Array.of(1000, -1000, 0, -1000, 1000, 0);
    expect(output.forward(Z, 3)[1]).toBe(0);
    // Every wrong sign costs its |z|: example 1 says class 1 is impossible, example 2 that class 3 is unlikely.
    const expected = name === 'crossEntropy' ? (2000 + 1000) / 2 : (2000 + 1000 + 2 * Math.LN2) / 2;
    expectClose(fused.value(Z, oneHot, 3), expected, 1e-12);
    expect(fused.derivative(output.forward(Z, 3), oneHot).every(Number.isFinite)).toBe(true);
  });
});

describe('losses of certain and right outputs', () => {
  it('are zero, not NaN, from A as well', () => {
    expect(findLoss('crossEntropy').value(oneHot, oneHot, 3)).toBe(0);
    expect(findLoss('binaryCrossEntropy').value(oneHot, oneHot, 3)).toBe(0);
    expect(findLoss('binaryCrossEntropy').derivative(oneHot, oneHot, 3).every(Number.isFinite)).toBe(true);
  });
});
