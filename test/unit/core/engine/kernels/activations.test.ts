import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationCodes } from '#shared/core/engine/wasm/codes.ts';
import { activations } from '#shared/design/design.ts';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { expectClose } from '#test/closeness.ts';
import { KernelMemory } from './kernel-memory.ts';
import { batches, draw, sizeOf, trials } from './trials.ts';

// Float32 against float64, element by element: some units in the last place.
const near = 1e-6;
const memory = new KernelMemory(2 ** 17);

describe.each(activations)('the kernel of %s', (name) => {
  const { forward, backward } = findActivation(name);
  const code = activationCodes[name];
  const isSoftmax = name === 'softmax';
  const isOfZ = name === 'gelu' || name === 'silu';
  const activate = (Z: number, A: number, m: number, n: number) =>
    isSoftmax ? memory.kernels.softmax(Z, A, m, n) : memory.kernels.activate(code, Z, A, m * n);
  const differentiate = (dA: number, dZ: number, Z: number, A: number, m: number, n: number) =>
    isSoftmax
      ? memory.kernels.differentiateSoftmax(dA, dZ, A, m, n)
      : memory.kernels.differentiate(code, dA, dZ, isOfZ ? Z : A, m * n);

  it('is the activation of the reference, forward and backward, for every ragged shape', () => {
    fc.assert(
      fc.property(batches, ({ m, n, seed, scale }) => {
        memory.clear();
        const Z = memory.write(draw(m * n, seed, 'Z', scale));
        const A = memory.reserve(m * n);
        const dA = memory.write(draw(m * n, seed, 'dA'));
        const dZ = memory.reserve(m * n);
        const z = Float64Array.from(Z.values);
        expect(activate(Z.at, A.at, m, n)).toBe(sizeOf(Z.values));
        expectClose(A.values, forward(z, n), near, 'A');
        const a = Float64Array.from(A.values);
        expect(differentiate(dA.at, dZ.at, Z.at, A.at, m, n)).toBe(sizeOf(dZ.values));
        // Against the largest dA: a saturated softmax has a dZ that is a small difference of such numbers.
        const exact = backward(Float64Array.from(dA.values), z, a, n);
        const bound = near * Math.max(...dA.values.map(Math.abs));
        dZ.values.forEach((value, i) =>
          expect(Math.abs(value - (exact[i] ?? NaN))).toBeLessThanOrEqual(bound),
        );
      }),
      trials,
    );
  });

  it('gives the same bytes in place, where the engine works in place', () => {
    fc.assert(
      fc.property(batches, ({ m, n, seed, scale }) => {
        memory.clear();
        const Z = memory.write(draw(m * n, seed, 'Z', scale));
        const A = memory.reserve(m * n);
        const dA = memory.write(draw(m * n, seed, 'dA'));
        const dZ = memory.reserve(m * n);
        activate(Z.at, A.at, m, n);
        differentiate(dA.at, dZ.at, Z.at, A.at, m, n);
        differentiate(dA.at, dA.at, Z.at, A.at, m, n);
        expect(dA.values).toEqual(dZ.values);
        if (isSoftmax || isOfZ) return;
        activate(Z.at, Z.at, m, n);
        expect(Z.values).toEqual(A.values);
      }),
      trials,
    );
  });

  it('stays finite for the largest numbers, forward and backward', () => {
    memory.clear();
    const Z = memory.write([-3e38, -1e20, -100, -0, 0, 100, 1e20, 3e38]);
    const A = memory.reserve(8);
    const dZ = memory.write(new Float32Array(8).fill(1));
    activate(Z.at, A.at, 1, 8);
    differentiate(dZ.at, dZ.at, Z.at, A.at, 1, 8);
    expect(A.values.every(Number.isFinite)).toBe(true);
    expect(dZ.values.every(Number.isFinite)).toBe(true);
    expectClose(A.values, forward(Float64Array.from(Z.values), 8), near, 'A');
  });

  it('reports what is not finite, wherever it stands', () => {
    for (let position = 0; position < 7; position++)
      for (const poison of [NaN, Infinity, -Infinity]) {
        memory.clear();
        const poisoned = (value: number, i: number) => (i === position ? poison : value);
        const Z = memory.write(draw(7, 1, 'Z').map(poisoned));
        const A = memory.reserve(7);
        expect(activate(Z.at, A.at, 1, 7)).toBeGreaterThanOrEqual(0x7f800000);
        const calm = memory.write(draw(7, 1, 'Z'));
        activate(calm.at, A.at, 1, 7);
        const dZ = memory.write(draw(7, 1, 'dA').map(poisoned));
        expect(differentiate(dZ.at, dZ.at, calm.at, A.at, 1, 7)).toBeGreaterThanOrEqual(0x7f800000);
      }
  });
});
