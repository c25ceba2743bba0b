import { describe, expect, it } from 'vitest';
import { alongComponent, principalComponents } from '#shared/core/inspect/principal-components.ts';
import { symmetricEigen } from '#shared/core/inspect/symmetric-eigen.ts';
import { createGenerator } from '#shared/core/random/generator.ts';

const two = { count: 2, scaled: false };

describe('principal components', () => {
  it('lie along the line that all examples lie on', () => {
    const X = Float32Array.of(0, 0, 3, 4, 6, 8, -3, -4);
    const found = principalComponents(X, 2, two);
    expect(found.shares[0]).toBeCloseTo(1, 12);
    expect(found.shares[1]).toBeCloseTo(0, 12);
    expect([...found.directions.subarray(0, 2)]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.8, 12)]);
    // The middle is (1.5, 2): (3, 4) lies 2.5 from it.
    expect(alongComponent(found, X, 1, 0)).toBeCloseTo(2.5, 12);
  });

  it('leave a column that does not vary out, scaled or not', () => {
    const X = Float32Array.of(0.1, 1, 0.1, 2, 0.1, 6);
    for (const scaled of [false, true]) {
      const { shares, directions } = principalComponents(X, 2, { count: 2, scaled });
      expect(shares[0]).toBeCloseTo(1, 9);
      expect([...directions.subarray(0, 2)]).toEqual([expect.closeTo(0, 6), expect.closeTo(1, 9)]);
    }
  });

  it('are nothing where nothing varies', () => {
    const { shares } = principalComponents(Float32Array.of(2, 5, 2, 5), 2, two);
    expect([...shares]).toEqual([0, 0]);
  });

  it('take an empty field for the mean of its column', () => {
    const X = Float32Array.of(1, 1, Number.NaN, 0, 3, -1);
    const filled = Float32Array.of(1, 1, 2, 0, 3, -1);
    const [found, expected] = [principalComponents(X, 2, two), principalComponents(filled, 2, two)];
    expect([...found.directions]).toEqual([...expected.directions]);
    expect(alongComponent(found, X, 1, 0)).toBeCloseTo(0, 12);
  });

  it('are orthonormal however many columns there are', () => {
    const { normal } = createGenerator(2).stream('test');
    const width = 300;
    const { directions } = principalComponents(Float32Array.from({ length: 40 * width }, normal), width, two);
    const [a, b] = [directions.subarray(0, width), directions.subarray(width)];
    const dot = (x: Float64Array, y: Float64Array) =>
      x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
    expect(dot(a, a)).toBeCloseTo(1, 10);
    expect(dot(b, b)).toBeCloseTo(1, 10);
    expect(dot(a, b)).toBeCloseTo(0, 10);
  });
});

it('the eigenvalues of a symmetric matrix come greatest first, with their vectors', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 5), 3);
  expect([...values]).toEqual([5, 3, 1].map((value) => expect.closeTo(value, 12) as number));
  expect(Math.abs(vectors[6] ?? 0)).toBeCloseTo(1, 12);
  expect(Math.abs(vectors[1] ?? 0)).toBeCloseTo(Math.SQRT1_2, 12);
});
