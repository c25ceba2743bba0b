import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '#shared/core/engine/engine.ts';
import { drawDropoutMask } from '#shared/core/random/dropout-mask.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { createNetwork, networkBackward, networkForward } from '#shared/core/reference/network.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

const init = { kind: 'xavier' } as const;
const hidden = (units: number, more: Partial<LayerSpec> = {}): LayerSpec => ({
  ...{ units, activation: 'tanh', init },
  ...more,
});
const output: LayerSpec = { units: 2, activation: 'linear', init };
const build = (layers: LayerSpec[], inputs = 3) =>
  createNetwork({ inputs, layers, loss: 'meanSquaredError', seed: 5 });
const draw = (count: number, name = 'X') =>
  Float64Array.from({ length: count }, createGenerator(2).stream(name).normal);
const learn = (network: ReturnType<typeof build>) =>
  createTrainStep(network, {
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    regularization: noRegularization,
    seed: 5,
  });

describe('dropout', () => {
  const network = build([hidden(50, { dropout: 0.3 }), output]);
  const X = draw(3 * 40);
  const plain = networkForward(network, X, { kind: 'prediction' });

  it('is off in prediction and in a trace', () => {
    expect(networkForward(network, X, { kind: 'trace' }).A).toEqual(plain.A);
    const { A, G } = entry(plain.caches, 0);
    expect(A).toEqual(G);
  });

  it('sets to 0 what the mask of seed, layer and step drops, and divides the rest', () => {
    const { caches } = networkForward(network, X, { kind: 'training', seed: 5, step: 3 });
    const { A, G } = entry(caches, 0);
    const mask = drawDropoutMask(5, 1, 3, A.length, 0.3);
    expectClose(
      A,
      G.map((g, e) => (entry(mask, e) * g) / 0.7),
      1e-15,
    );
  });

  it('keeps the mean of each A over many steps', () => {
    const steps = 1000;
    const mean = new Float64Array(50 * 40);
    for (let step = 0; step < steps; step++)
      entry(networkForward(network, X, { kind: 'training', seed: 5, step }).caches, 0).A.forEach(
        (a, e) => (mean[e] = entry(mean, e) + a / steps),
      );
    // Each a of size g has the deviation g √(p / (1 − p)); of 2,000 means none is five deviations away.
    const { G } = entry(plain.caches, 0);
    mean.forEach((a, e) => {
      const size = Math.abs(entry(G, e)) * Math.sqrt(0.3 / 0.7 / steps);
      expect(Math.abs(a - entry(G, e))).toBeLessThan(5 * size + 1e-12);
    });
  });

  it('hands back no derivative to what it dropped', () => {
    const { caches } = networkForward(network, X, { kind: 'training', seed: 5, step: 0 });
    const { dZ, dA } = entry(networkBackward(network, caches, new Float64Array(2 * 40)), 0);
    const { mask, G } = entry(caches, 0);
    const expected = dA.map((da, e) => ((mask?.[e] ?? 1) * da * (1 - entry(G, e) ** 2)) / 0.7);
    expectClose(dZ, expected, 1e-14);
  });

  it('drops others in the next training step', () => {
    const other = build([hidden(50, { dropout: 0.5 }), output]);
    const step = learn(other);
    const [first, second] = [0, 1].map(
      (t) => networkForward(other, X, { kind: 'training', seed: 5, step: t }).A,
    );
    expect(first).not.toEqual(second);
    const Y = new Float64Array(2 * 40);
    const cost = first?.reduce((sum, a) => sum + (a * a) / 80, 0) ?? NaN;
    expectClose(step(X, Y), cost, 1e-14);
  });
});

describe('batch normalisation', () => {
  it('predicts by the running statistics, one example as many', () => {
    const network = build([hidden(4, { normalization: 'batch' }), output]);
    const step = learn(network);
    for (let t = 0; t < 20; t++) step(draw(3 * 8, `X${t}`), new Float64Array(16));
    const X = draw(3 * 8);
    const { A } = networkForward(network, X, { kind: 'prediction' });
    for (let i = 0; i < 8; i++) {
      const alone = networkForward(network, X.slice(3 * i, 3 * i + 3), { kind: 'prediction' }).A;
      expectClose(alone, A.slice(2 * i, 2 * i + 2), 1e-14);
    }
    expect(networkForward(network, X, { kind: 'trace' }).A).not.toEqual(A);
  });

  it('predicts the first training batch as that step saw it', () => {
    const network = build([hidden(4, { normalization: 'batch' }), output]);
    const X = draw(3 * 8);
    const seen = entry(networkForward(network, X, { kind: 'trace' }).caches, 0).statistics;
    learn(network)(X, new Float64Array(16));
    expect(entry(network.layers, 0).normalization).toMatchObject({ running: { ...seen, steps: 1 } });
  });

  it('leaves its statistics alone but for training steps', () => {
    const network = build([hidden(4, { normalization: 'batch' }), output]);
    const before = structuredClone(network);
    networkForward(network, draw(24), { kind: 'training', seed: 5, step: 0 });
    networkForward(network, draw(24), { kind: 'prediction' });
    expect(network).toEqual(before);
  });

  it('has no use for b: the mean takes it away again, and its gradient is exactly 0', () => {
    const network = build([hidden(4, { normalization: 'batch' }), output]);
    const pass = () => networkForward(network, draw(24));
    const { db, dV } = entry(networkBackward(network, pass().caches, draw(16, 'Y')), 0);
    expect([...db]).toEqual([0, 0, 0, 0]);
    // The sum that it would be is nothing but rounding.
    const sums = [0, 1, 2, 3].map((j) => dV.reduce((sum, dv, e) => (e % 4 === j ? sum + dv : sum), 0));
    expect(Math.max(...sums.map(Math.abs))).toBeLessThan(1e-14 * Math.max(1, ...dV.map(Math.abs)));
    const before = pass().A;
    entry(network.layers, 0).b.fill(3);
    expectClose(pass().A, before, 1e-12);
  });
});

describe('a residual', () => {
  it('adds A_k to Z, the input too', () => {
    const network = build([
      hidden(3, { residualFrom: 0 }),
      hidden(3),
      hidden(3, { residualFrom: 1 }),
      output,
    ]);
    const X = draw(12);
    const { caches } = networkForward(network, X);
    const sum = (V: Float64Array, A: Float64Array) => V.map((v, e) => v + entry(A, e));
    expectClose(entry(caches, 0).Z, sum(entry(caches, 0).V, X), 1e-15);
    expectClose(entry(caches, 2).Z, sum(entry(caches, 2).V, entry(caches, 0).A), 1e-15);
  });

  it('carries the signal past layers whose weights are zero', () => {
    const network = build([hidden(3), hidden(3, { residualFrom: 1, activation: 'linear' }), output]);
    entry(network.layers, 1).W.fill(0);
    const { caches } = networkForward(network, draw(12));
    expectClose(entry(caches, 1).A, entry(caches, 0).A, 1e-15);
    const gradients = networkBackward(network, caches, draw(8, 'Y'));
    expectClose(entry(gradients, 0).dA, entry(gradients, 1).dZ, 1e-15);
  });

  it('is refused between layers of other widths', () => {
    const network = build([hidden(4, { residualFrom: 0 }), output]);
    expect(() => networkForward(network, draw(12))).toThrow('a residual needs n_k = n_l');
  });
});
