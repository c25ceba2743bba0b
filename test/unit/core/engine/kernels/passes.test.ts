import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LossName } from '#shared/core/engine/engine.ts';
import { activationCodes, lossCodes } from '#shared/core/engine/wasm/codes.ts';
import { activations } from '#shared/design/design.ts';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { findLoss } from '#shared/core/reference/losses/losses.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { expectClose } from '#test/closeness.ts';
import { KernelMemory } from './kernel-memory.ts';

// Float32 against float64, element by element: some units in the last place.
const near = 1e-6;

const batches = fc.record({
  m: fc.integer({ min: 1, max: 19 }),
  n: fc.integer({ min: 1, max: 19 }),
  seed: fc.nat(1000),
  scale: fc.constantFrom(0.01, 1, 8),
});
const runs = { seed: 1, numRuns: 40 };

const draw = (count: number, seed: number, name: string, scale = 1) => {
  const stream = createGenerator(seed).stream(name);
  return Float32Array.from({ length: count }, () => scale * stream.normal());
};
/** Bits without the sign: how the kernels report the largest of what they saw. */
const sizeOf = (values: Float32Array) =>
  new Uint32Array(values.slice().buffer).reduce((most, bits) => Math.max(most, bits & 0x7fffffff), 0);

describe.each(activations)('the kernel of %s', (name) => {
  const { forward, backward } = findActivation(name);

  it('is the activation of the reference, forward and backward, for every ragged shape', () => {
    fc.assert(
      fc.property(batches, ({ m, n, seed, scale }) => {
        const memory = new KernelMemory(2 ** 17);
        const Z = memory.write(draw(m * n, seed, 'Z', scale));
        const A = memory.reserve(m * n);
        const dA = draw(m * n, seed, 'dA');
        const dZ = memory.write(dA);
        const z = Float64Array.from(Z.values);
        const isSoftmax = name === 'softmax';
        const code = activationCodes[name];
        const largest = isSoftmax
          ? memory.kernels.softmax(Z.at, A.at, m, n)
          : memory.kernels.activate(code, Z.at, A.at, m * n);
        expect(largest).toBe(sizeOf(Z.values));
        expectClose(A.values, forward(z, n), near, 'A');
        const a = Float64Array.from(A.values);
        const largestBack = isSoftmax
          ? memory.kernels.differentiateSoftmax(dZ.at, A.at, m, n)
          : memory.kernels.differentiate(code, dZ.at, Z.at, A.at, m * n);
        expect(largestBack).toBe(sizeOf(dZ.values));
        // Against the largest dA: a saturated softmax has a dZ that is a small difference of such numbers.
        const exact = backward(Float64Array.from(dA), z, a, n);
        const bound = near * Math.max(...dA.map(Math.abs));
        dZ.values.forEach((value, i) =>
          expect(Math.abs(value - (exact[i] ?? NaN))).toBeLessThanOrEqual(bound),
        );
      }),
      runs,
    );
  });

  it('stays finite for the largest numbers, forward and backward', () => {
    const memory = new KernelMemory(2 ** 17);
    const Z = memory.write([-3e38, -1e20, -100, -0, 0, 100, 1e20, 3e38]);
    const A = memory.reserve(8);
    const dZ = memory.write(new Float32Array(8).fill(1));
    if (name === 'softmax') {
      memory.kernels.softmax(Z.at, A.at, 1, 8);
      memory.kernels.differentiateSoftmax(dZ.at, A.at, 1, 8);
    } else {
      memory.kernels.activate(activationCodes[name], Z.at, A.at, 8);
      memory.kernels.differentiate(activationCodes[name], dZ.at, Z.at, A.at, 8);
    }
    expect(A.values.every(Number.isFinite)).toBe(true);
    expect(dZ.values.every(Number.isFinite)).toBe(true);
    const z = Float64Array.from(Z.values);
    expectClose(A.values, forward(z, 8), near, 'A');
  });

  it('reports what is not finite, wherever it stands', () => {
    for (let position = 0; position < 7; position++)
      for (const poison of [NaN, Infinity, -Infinity]) {
        const memory = new KernelMemory(2 ** 17);
        const Z = memory.write(draw(7, 1, 'Z').map((z, i) => (i === position ? poison : z)));
        const A = memory.reserve(7);
        const code = activationCodes[name];
        const largest =
          name === 'softmax'
            ? memory.kernels.softmax(Z.at, A.at, 1, 7)
            : memory.kernels.activate(code, Z.at, A.at, 7);
        expect(largest).toBeGreaterThanOrEqual(0x7f800000);
      }
  });
});

describe.each(Object.keys(lossCodes) as LossName[])('the kernel of %s', (name) => {
  const loss = findLoss(name);
  const output = loss.fused?.activation ?? 'tanh';

  it('is the loss of the reference and its derivative, for every ragged shape', () => {
    fc.assert(
      fc.property(batches, ({ m, n, seed, scale }) => {
        const memory = new KernelMemory(2 ** 17);
        const Z = memory.write(draw(m * n, seed, 'Z', scale));
        const stream = createGenerator(seed).stream('Y');
        const Y = memory.write(Array.from({ length: m * n }, () => stream.uniform()));
        const z = Float64Array.from(Z.values);
        const y = Float64Array.from(Y.values);
        const A = memory.write(findActivation(output).forward(z, n));
        const a = Float64Array.from(A.values);
        const dZ = memory.reserve(m * n);
        const sum = memory.kernels.sumLoss(lossCodes[name], Z.at, A.at, Y.at, m, n);
        expectClose(sum / m, loss.fused?.value(z, y, n) ?? loss.value(a, y, n), near, 'loss');
        const width = loss.fused === undefined ? n : 0;
        const largest = memory.kernels.subtractTargets(A.at, Y.at, dZ.at, m * n, width);
        expectClose(dZ.values, loss.fused?.derivative(a, y) ?? loss.derivative(a, y, n), near, 'gradient');
        expect(largest).toBe(sizeOf(dZ.values));
      }),
      runs,
    );
  });
});

describe('sums', () => {
  it('over the rows of a batch are those of float64', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }), (m, n) => {
        const memory = new KernelMemory(2 ** 17);
        const dZ = memory.write(draw(m * n, m + n, 'dZ'));
        const out = memory.reserve(n);
        const exact = new Float64Array(n);
        dZ.values.forEach((value, i) => (exact[i % n] = (exact[i % n] ?? NaN) + value));
        memory.kernels.sumRows(dZ.at, m, n, out.at);
        expectClose(out.values, exact, 1e-5);
      }),
      runs,
    );
  });

  it.each([1, 1e-30, 1e30])('of squares keep their digits for numbers of size %s', (scale) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (count) => {
        const memory = new KernelMemory(2 ** 17);
        const x = memory.write(draw(count, count, 'x', scale));
        const y = memory.write(draw(count, count, 'y', scale));
        const squares = x.values.reduce((sum, value) => sum + value * value, 0);
        expectClose(memory.kernels.sumSquares(x.at, count), squares, near, 'squares');
        const differences = Float64Array.from(x.values).map((value, i) => value - (y.values[i] ?? NaN));
        expectClose(
          memory.kernels.sumSquaredDifferences(x.at, y.at, count),
          differences.reduce((sum, value) => sum + value * value, 0),
          near,
          'differences',
        );
      }),
      runs,
    );
  });
});
