import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivationName } from '#shared/core/engine/engine.ts';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { createTable } from '#shared/core/reference/table.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

const names: ActivationName[] = [
  ...(['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu'] as const),
  ...(['elu', 'gelu', 'silu', 'softmax'] as const),
];

/** dZ of Σ dA·g(Z) by central differences. */
function differentiate(name: ActivationName, Z: Float64Array, dA: Float64Array, n: number): Float64Array {
  const { forward } = findActivation(name);
  const total = (z: Float64Array) => forward(z, n).reduce((sum, a, i) => sum + a * entry(dA, i), 0);
  const h = 1e-5;
  return Z.map((z, i) => (total(Z.with(i, z + h)) - total(Z.with(i, z - h))) / (2 * h));
}

// The kink at 0 is left out: a difference across it is the slope of neither side.
const awayFromKink = fc
  .double({ min: 0.01, max: 4, noNaN: true })
  .chain((size) => fc.constantFrom(size, -size));
const anywhere = fc.double({ min: -2, max: 2, noNaN: true });

describe.each(names)('%s', (name) => {
  it('has the derivative that central differences have', () => {
    fc.assert(
      fc.property(
        fc.array(awayFromKink, { minLength: 6, maxLength: 6 }),
        fc.array(anywhere, { minLength: 6, maxLength: 6 }),
        (z, da) => {
          const { forward, backward } = findActivation(name);
          const Z = Float64Array.from(z);
          const dA = Float64Array.from(da);
          const numeric = differentiate(name, Z, dA, 3);
          const analytic = backward(dA, Z, forward(Z, 3), 3);
          for (let i = 0; i < 6; i++)
            expect(Math.abs(entry(analytic, i) - entry(numeric, i))).toBeLessThan(1e-9);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it('stays finite at both ends and lets NaN through', () => {
    const { forward } = findActivation(name);
    expect(forward(Float64Array.of(-1e3, 1e3, 0), 3).every(Number.isFinite)).toBe(true);
    expect(forward(Float64Array.of(NaN), 1)).toEqual(Float64Array.of(NaN));
  });
});

describe('the values of the activations', () => {
  it('are those of the formulas at a point on either side of zero', () => {
    const at = (name: ActivationName) => findActivation(name).forward(Float64Array.of(-2, 0, 3), 1);
    expectClose(at('linear'), [-2, 0, 3]);
    expectClose(at('sigmoid'), [0.11920292202211755, 0.5, 0.9525741268224334]);
    expectClose(at('tanh'), [-0.9640275800758169, 0, 0.9950547536867305]);
    expect([...at('relu')]).toEqual([0, 0, 3]);
    expect([...at('leakyRelu')]).toEqual([-0.02, 0, 3]);
    expectClose(at('elu'), [-0.8646647167633873, 0, 3]);
    expectClose(at('gelu'), [-0.04540230591222494, 0, 2.996362607918227]);
    expectClose(at('silu'), [-0.2384058440442351, 0, 2.8577223804672998]);
  });

  it('take the left slope at the kink', () => {
    const slope = (name: ActivationName) =>
      findActivation(name).backward(Float64Array.of(1), Float64Array.of(0), Float64Array.of(0), 1)[0];
    expect(slope('relu')).toBe(0);
    expect(slope('leakyRelu')).toBe(0.01);
    expect(slope('elu')).toBe(1);
  });
});

describe('gelu and silu', () => {
  it.each(['gelu', 'silu'] as const)('%s has a slope that is a number for every finite z', (name) => {
    const { forward, backward } = findActivation(name);
    const Z = Float64Array.of(-1e300, -1e160, -40, 40, 1e160, 1e300);
    const slopes = backward(new Float64Array(6).fill(1), Z, forward(Z, 1), 1);
    expectClose(slopes, [0, 0, 0, 1, 1, 1], 1e-12);
  });
});

describe('softmax', () => {
  const { forward } = findActivation('softmax');

  it('gives a distribution over the units of each example', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -800, max: 800, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (z) => {
          const A = forward(Float64Array.from(z), 4);
          for (const a of [A.subarray(0, 4), A.subarray(4)]) {
            expect(Math.abs(a.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(1e-12);
            expect(a.every((value) => value >= 0)).toBe(true);
          }
        },
      ),
      { seed: 4 },
    );
  });

  it('does not change when every z moves by the same number', () => {
    const Z = Float64Array.of(0.3, -1.2, 2, 0.1);
    expectClose(
      forward(
        Z.map((z) => z + 700),
        4,
      ),
      forward(Z, 4),
      1e-12,
    );
  });

  it('is the sigmoid of the difference for two units', () => {
    const A = forward(Float64Array.of(1.5, 0.2), 2);
    expectClose(entry(A, 0), 1 / (1 + Math.exp(-1.3)));
  });
});

describe('a table of records', () => {
  it('refuses two records of one name', () => {
    expect(() => createTable('activation', [{ name: 'relu' }, { name: 'relu' }])).toThrow(
      /two activations.*relu/,
    );
  });

  it('names what it has when asked for what it has not', () => {
    expect(() => createTable<{ name: string }>('loss', [{ name: 'a' }, { name: 'b' }])('c')).toThrow(
      'loss c: a, b are accepted',
    );
  });
});
