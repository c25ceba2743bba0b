import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchNormBackward,
  batchNormForward,
  createRunningStatistics,
  followStatistics,
} from '#shared/core/reference/layers/batch-normalization.ts';
import { layerNormBackward, layerNormForward } from '#shared/core/reference/layers/layer-normalization.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

const [n, m] = [3, 4];
const numbers = (count: number) =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: count, maxLength: count })
    .map((values) => Float64Array.from(values));
const kinds = [
  ['batch normalisation', batchNormForward, batchNormBackward],
  ['layer normalisation', layerNormForward, layerNormBackward],
] as const;

describe.each(kinds)('%s', (name, forward, backward) => {
  const isBatch = name.startsWith('batch');
  /** The entries that are normalised together: a unit over the examples, or an example over its units. */
  const groups = isBatch
    ? Array.from({ length: n }, (_, j) => Array.from({ length: m }, (_, i) => i * n + j))
    : Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => i * n + j));

  it('gives every group the mean 0 and the variance 1, but for ε', () => {
    fc.assert(
      fc.property(numbers(n * m), (V) => {
        const { Z } = forward(V, { gamma: new Float64Array(n).fill(1), beta: new Float64Array(n) });
        for (const group of groups) {
          const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
          const [v, z] = [group.map((e) => entry(V, e)), group.map((e) => entry(Z, e))];
          const center = mean(v);
          const variance = mean(v.map((value) => (value - center) ** 2));
          expect(Math.abs(mean(z))).toBeLessThan(1e-11);
          const scaled = mean(z.map((value) => value * value));
          expect(Math.abs(scaled - variance / (variance + 1e-5))).toBeLessThan(1e-9);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('has the derivatives that central differences of Σ dZ ⊙ Z have', () => {
    const spread = Float64Array.of(0.9, -1.3, 0.2, 1.7, 0.4, -0.8, -0.3, 2.1, 1.1, 0.1, -1.9, 0.6);
    fc.assert(
      fc.property(numbers(n * m), numbers(n), numbers(n), numbers(n * m), (some, gamma, beta, dZ) => {
        const V = spread.map((v, e) => v + 0.2 * entry(some, e));
        const total = (at: { V?: Float64Array; gamma?: Float64Array; beta?: Float64Array }) =>
          forward(at.V ?? V, { gamma: at.gamma ?? gamma, beta: at.beta ?? beta }).Z.reduce(
            (sum, z, e) => sum + z * entry(dZ, e),
            0,
          );
        const slopes = (values: Float64Array, key: 'V' | 'gamma' | 'beta') => {
          const h = 1e-4;
          const moved = (i: number, by: number) => total({ [key]: values.with(i, entry(values, i) + by) });
          const difference = (i: number, step: number) => (moved(i, step) - moved(i, -step)) / (2 * step);
          return values.map((_, i) => (4 * difference(i, h / 2) - difference(i, h)) / 3);
        };
        const { cache } = forward(V, { gamma, beta });
        const { dV, dgamma, dbeta } = backward(dZ, gamma, cache);
        const within = (found: Float64Array, expected: Float64Array) =>
          expect(Math.max(...found.map((value, i) => Math.abs(value - entry(expected, i))))).toBeLessThan(
            1e-8,
          );
        within(dV, slopes(V, 'V'));
        within(
          dgamma.map((value) => m * value),
          slopes(gamma, 'gamma'),
        );
        within(
          dbeta.map((value) => m * value),
          slopes(beta, 'beta'),
        );
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('makes zeros, not NaN, of values that do not vary', () => {
    const { Z } = forward(new Float64Array(n * m).fill(7), {
      gamma: new Float64Array(n).fill(2),
      beta: Float64Array.of(1, 2, 3),
    });
    expectClose(Z, Array.from({ length: m }, () => [1, 2, 3]).flat(), tolerance.float64);
  });
});

describe('the running statistics', () => {
  const batch = (mean: number, variance: number) => ({
    mean: Float64Array.of(mean),
    variance: Float64Array.of(variance),
  });

  it('are those of the first batch after it, and move by a tenth from then on', () => {
    const running = createRunningStatistics(1);
    followStatistics(running, batch(5, 2));
    expect(running).toEqual({ ...batch(5, 2), steps: 1 });
    followStatistics(running, batch(15, 12));
    expectClose([entry(running.mean, 0), entry(running.variance, 0)], [6, 3], 1e-15);
  });

  it('stand in for those of the batch where they are handed in', () => {
    const learned = { gamma: Float64Array.of(2), beta: Float64Array.of(1) };
    const { Z } = batchNormForward(Float64Array.of(3, 100), learned, batch(1, 4));
    expectClose(Z, [1 + 4 / Math.sqrt(4 + 1e-5), 1 + 198 / Math.sqrt(4 + 1e-5)], 1e-15);
  });
});
