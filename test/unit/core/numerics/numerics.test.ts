import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, expm1, sigmoid, tanh } from '#shared/core/numerics/exponential.ts';
import { log, log1p } from '#shared/core/numerics/logarithm.ts';

const within = (bound: number, own: (x: number) => number, theirs: (x: number) => number) => (x: number) => {
  const expected = theirs(x);
  expect(Math.abs(own(x) - expected)).toBeLessThanOrEqual(bound * Math.abs(expected));
};
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const settings = { seed: 1, numRuns: 5000 };

describe('exp, log and tanh from plain arithmetic', () => {
  it('exp agrees with the platform over its whole range of normal numbers', () => {
    fc.assert(fc.property(double(-708, 709.7), within(1e-15, exp, Math.exp)), settings);
  });

  it('tanh agrees with the platform, near zero too', () => {
    fc.assert(
      fc.property(fc.oneof(double(-25, 25), double(-1e-3, 1e-3)), within(2e-15, tanh, Math.tanh)),
      settings,
    );
  });

  it('expm1 agrees with the platform below zero and near it', () => {
    fc.assert(
      fc.property(fc.oneof(double(-800, 370), double(-1e-3, 1e-3)), within(1e-15, expm1, Math.expm1)),
      settings,
    );
  });

  it('log agrees with the platform for every positive double', () => {
    fc.assert(fc.property(double(5e-324, Number.MAX_VALUE), within(1e-15, log, Math.log)), settings);
    fc.assert(fc.property(double(0.5, 2), within(1e-15, log, Math.log)), settings);
  });

  it('log1p agrees with the platform up to 1, for every small number too', () => {
    fc.assert(fc.property(double(1e-300, 1), within(1e-15, log1p, Math.log1p)), settings);
  });

  it('sigmoid is between 0 and 1 and mirrors around 0', () => {
    fc.assert(
      fc.property(double(-1000, 1000), (z) => {
        expect(sigmoid(z)).toBeGreaterThanOrEqual(0);
        expect(sigmoid(z)).toBeLessThanOrEqual(1);
        expect(Math.abs(sigmoid(z) + sigmoid(-z) - 1)).toBeLessThanOrEqual(3e-16);
      }),
      settings,
    );
  });

  it('keeps the values at the ends', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(-800), exp(800)]).toEqual([
      1,
      0,
      Infinity,
      0,
      Infinity,
    ]);
    expect([tanh(0), tanh(-Infinity), tanh(Infinity), tanh(50)]).toEqual([0, -1, 1, 1]);
    expect([expm1(0), expm1(-Infinity), expm1(NaN)]).toEqual([0, -1, NaN]);
    expect([log1p(0), log1p(1)]).toEqual([0, Math.LN2]);
    expect([log(1), log(0), log(Infinity), log(-1)]).toEqual([0, -Infinity, Infinity, NaN]);
    expect([exp(NaN), tanh(NaN), log(NaN), sigmoid(NaN)]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('exp of very negative numbers fades through the subnormal range', () => {
    for (const x of [-709, -720, -740, -745])
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324);
  });
});
