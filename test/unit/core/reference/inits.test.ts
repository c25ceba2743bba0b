import { describe, expect, it } from 'vitest';
import type { InitSpec } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { initializeLayer } from '#shared/core/reference/inits/initialize-layer.ts';
import { entry } from '#test/entry.ts';

const [n_prev, n] = [200, 100];
const init = (spec: InitSpec, l = 1, seed = 1) => initializeLayer(spec, l, n_prev, n, createGenerator(seed));
const mean = (W: Float64Array) => W.reduce((sum, w) => sum + w, 0) / W.length;
const variance = (W: Float64Array) => W.reduce((sum, w) => sum + w * w, 0) / W.length - mean(W) ** 2;

describe.each([
  [{ kind: 'xavier' }, 2 / (n_prev + n)],
  [{ kind: 'he' }, 2 / n_prev],
  [{ kind: 'lecun' }, 1 / n_prev],
  [{ kind: 'orthogonal' }, 1 / n_prev],
  [{ kind: 'normal', std: 0.3 }, 0.09],
] as [InitSpec, number][])('the init %o', (spec, expected) => {
  it('has its variance, mean 0 and zero biases', () => {
    const { W, b } = init(spec);
    // 20,000 draws: the variance of the sample is within 1 % of its own, one deviation; five are allowed.
    expect(Math.abs(variance(W) / expected - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(W))).toBeLessThan(5 * Math.sqrt(expected / W.length));
    expect(b.every((value) => value === 0)).toBe(true);
    expect([W.length, b.length]).toEqual([n * n_prev, n]);
  });
});

describe('layers', () => {
  it('draw zeros when asked', () => {
    expect(init({ kind: 'zeros' }).W.every((w) => w === 0)).toBe(true);
  });

  it('are one constant when asked', () => {
    expect(new Set(init({ kind: 'constant', value: -0.25 }).W)).toEqual(new Set([-0.25]));
  });

  it('draw different numbers for different layers and seeds, and the same for the same', () => {
    const { W } = init({ kind: 'he' });
    expect(init({ kind: 'he' }).W).toEqual(W);
    expect(init({ kind: 'he' }, 2).W).not.toEqual(W);
    expect(init({ kind: 'he' }, 1, 2).W).not.toEqual(W);
  });

  it('differ only in scale between xavier and he', () => {
    const ratio = Math.sqrt(2 / n_prev / (2 / (n_prev + n)));
    const [he, xavier] = [init({ kind: 'he' }).W, init({ kind: 'xavier' }).W];
    for (let i = 0; i < 50; i++) expect(entry(he, i) / entry(xavier, i)).toBeCloseTo(ratio, 12);
  });
});

describe('the init orthogonal', () => {
  const draw = (rows: number, columns: number, seed = 1) =>
    initializeLayer({ kind: 'orthogonal' }, 1, columns, rows, createGenerator(seed)).W;

  it.each([
    [5, 5],
    [3, 8],
    [8, 3],
    [1, 6],
    [6, 1],
    [64, 64],
    [40, 90],
  ])('makes the fewer of %i rows and %i columns orthonormal', (rows, columns) => {
    const W = draw(rows, columns);
    const at = (j: number, k: number) => entry(W, j * columns + k);
    const few = Math.min(rows, columns);
    const many = Math.max(rows, columns);
    const part = (i: number, k: number) => (rows <= columns ? at(i, k) : at(k, i));
    for (let i = 0; i < few; i++)
      for (let j = 0; j <= i; j++) {
        let product = 0;
        for (let k = 0; k < many; k++) product += part(i, k) * part(j, k);
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-13);
      }
  });

  it('favours neither direction: every entry has the mean 0, and turns of either hand are as likely', () => {
    const draws = 4000;
    const sums = new Float64Array(9);
    let rightHanded = 0;
    for (let seed = 1; seed <= draws; seed++) {
      const W = draw(3, 3, seed);
      W.forEach((w, i) => (sums[i] = entry(sums, i) + w));
      const [a, b, c, d, e, f, g, h, i] = [...W] as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      if (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) > 0) rightHanded += 1;
    }
    // An entry has the variance 1/3; five deviations of its mean.
    for (const sum of sums) expect(Math.abs(sum / draws)).toBeLessThan(5 * Math.sqrt(1 / 3 / draws));
    expect(Math.abs(rightHanded / draws - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / draws));
  });

  it('gives the same numbers in every version', () => {
    expect([...draw(2, 2)]).toEqual([
      0.6944907695754571, 0.7195016129061069, -0.7195016129061069, 0.6944907695754571,
    ]);
  });
});
