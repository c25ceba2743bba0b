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
