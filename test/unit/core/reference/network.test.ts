import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivationName, LossName } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { gradientCheck } from '#shared/core/reference/gradient-check.ts';
import { denseBackward, denseForward } from '#shared/core/reference/layers/dense.ts';
import {
  createNetwork,
  networkBackward,
  networkCost,
  networkForward,
} from '#shared/core/reference/network.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

const endings: [LossName, ActivationName][] = [
  ['binaryCrossEntropy', 'sigmoid'],
  ['crossEntropy', 'softmax'],
  ['meanSquaredError', 'linear'],
  ['meanSquaredError', 'sigmoid'],
  ['meanSquaredError', 'tanh'],
  ['meanSquaredError', 'softmax'],
  ['huber', 'linear'],
  ['huber', 'sigmoid'],
  ['hinge', 'linear'],
];
const hidden: ActivationName[] = [
  ...(['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu'] as const),
  ...(['elu', 'gelu', 'silu', 'softmax'] as const),
];

function build(loss: LossName, output: ActivationName, between: ActivationName, L: number, seed = 1) {
  const [n_0, n_L, m] = [3, 3, 4];
  const layers = Array.from({ length: L }, (_, index) => ({
    units: index === L - 1 ? n_L : 4,
    activation: index === L - 1 ? output : between,
    init: { kind: 'xavier' } as const,
  }));
  const network = createNetwork({ inputs: n_0, layers, loss, seed });
  const stream = createGenerator(seed).stream('batch');
  const X = Float64Array.from({ length: n_0 * m }, stream.normal);
  const Y = new Float64Array(n_L * m);
  for (let i = 0; i < m; i++) Y[i * n_L + stream.integer(n_L)] = 1;
  for (const { b } of network.layers) for (let j = 0; j < b.length; j++) b[j] = 0.3 * stream.normal();
  return { network, X, Y, m };
}

describe.each(endings)('the gradients of %s after %s', (loss, output) => {
  for (const L of [1, 2, 3, 5])
    for (const between of L === 1 ? (['linear'] as const) : hidden)
      it(`are those of central differences with L = ${L}${L === 1 ? '' : ` and ${between} between`}`, () => {
        const { network, X, Y } = build(loss, output, between, L, L);
        const check = gradientCheck(network, X, Y);
        expect(check.perLayer).toHaveLength(L);
        expect(check.kinks).toBe(0);
        expect(check.maxRelativeError).toBeLessThan(tolerance.gradientCheck);
      });
});

describe('the gradient check', () => {
  it('leaves the network as it was', () => {
    const { network, X, Y } = build('crossEntropy', 'softmax', 'relu', 3);
    const before = structuredClone(network);
    gradientCheck(network, X, Y);
    expect(network).toEqual(before);
  });

  it('finds a backward step that is wrong in one layer', () => {
    const { network, X, Y } = build('crossEntropy', 'softmax', 'tanh', 2);
    // Backward reads each target three times, for dA and dZ, before the cost does; on others it is a wrong backward.
    let reads = 0;
    const shifting = new Proxy(Y, {
      get: (target, key) => {
        if (key === '0') return reads++ < 3 ? 5 : target[0];
        return Reflect.get(target, key, target) as unknown;
      },
    });
    expect(gradientCheck(network, X, shifting).maxRelativeError).toBeGreaterThan(1e-2);
  });

  it('counts the parameters that stand on a kink instead of comparing them', () => {
    const { network, X, Y } = build('meanSquaredError', 'linear', 'relu', 2);
    entry(network.layers, 0).W.fill(0);
    entry(network.layers, 0).b.fill(0);
    const { kinks, maxRelativeError } = gradientCheck(network, X, Y);
    // Every W1 and b1 moves some unit off z = 0; W2 and b2 do not.
    expect(kinks).toBe(4 * 3 + 4);
    expect(maxRelativeError).toBeLessThan(tolerance.gradientCheck);
  });

  it('spreads over a layer as many parameters as it is given', () => {
    const { network, X, Y } = build('crossEntropy', 'softmax', 'tanh', 2);
    const { checked, maxRelativeError } = gradientCheck(network, X, Y, 5);
    // W1, b1, W2 and b2 have 12, 4, 12 and 3 parameters.
    expect(checked).toBe(5 + 4 + 5 + 3);
    expect(maxRelativeError).toBeLessThan(tolerance.gradientCheck);
    expect(gradientCheck(network, X, Y).checked).toBe(12 + 4 + 12 + 3);
  });

  it('judges a layer whose gradient has vanished below the rounding of the cost', () => {
    const { network, X, Y } = build('binaryCrossEntropy', 'sigmoid', 'sigmoid', 20);
    const { caches } = networkForward(network, X);
    const { dW } = entry(networkBackward(network, caches, Y), 0);
    expect(Math.hypot(...dW)).toBeLessThan(1e-12);
    expect(gradientCheck(network, X, Y).maxRelativeError).toBeLessThan(tolerance.gradientCheck);
  });

  it('does not call a cost that is no longer a number right', () => {
    const { network, X, Y } = build('meanSquaredError', 'linear', 'tanh', 2);
    entry(network.layers, 1).W[0] = NaN;
    expect(gradientCheck(network, X, Y).maxRelativeError).toBeNaN();
  });
});

describe('a network', () => {
  it('gives every tensor the shape that the course gives it, for any widths and m', () => {
    const width = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(width, fc.array(width, { minLength: 1, maxLength: 4 }), width, (n_0, units, m) => {
        const layers = units.map(
          (n) => ({ units: n, activation: 'tanh', init: { kind: 'xavier' } }) as const,
        );
        const network = createNetwork({ inputs: n_0, layers, loss: 'meanSquaredError', seed: 1 });
        const { A, caches } = networkForward(network, new Float64Array(n_0 * m).fill(0.5));
        const gradients = networkBackward(network, caches, new Float64Array(A.length));
        expect(A).toHaveLength(entry(units, units.length - 1) * m);
        [n_0, ...units].slice(0, -1).forEach((n_prev, index) => {
          const n = entry(units, index);
          const { dA_prev, dW, db, dZ } = entry(gradients, index);
          expect([entry(network.layers, index).W.length, dW.length]).toEqual([n * n_prev, n * n_prev]);
          expect([entry(network.layers, index).b.length, db.length]).toEqual([n, n]);
          expect([entry(caches, index).Z.length, dZ.length, dA_prev.length]).toEqual([
            n * m,
            n * m,
            n_prev * m,
          ]);
        });
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it('has the gradient of a batch as the mean of the gradients of its examples', () => {
    const { network, X, Y, m } = build('crossEntropy', 'softmax', 'tanh', 3);
    const gradient = (x: Float64Array, y: Float64Array) =>
      entry(networkBackward(network, networkForward(network, x).caches, y), 0).dW;
    const mean = new Float64Array(entry(network.layers, 0).W.length);
    for (let i = 0; i < m; i++)
      gradient(X.slice(3 * i, 3 * i + 3), Y.slice(3 * i, 3 * i + 3)).forEach(
        (dw, k) => (mean[k] = entry(mean, k) + dw / m),
      );
    expectClose(gradient(X, Y), mean, 1e-12);
  });

  it('adds λ/2 · ‖W‖² to the cost and nothing for biases', () => {
    const { network, X, Y } = build('meanSquaredError', 'linear', 'tanh', 2);
    const { caches } = networkForward(network, X);
    const squares = network.layers.flatMap(({ W }) => [...W]).reduce((sum, w) => sum + w * w, 0);
    const plain = networkCost(network, caches, Y);
    expectClose(
      networkCost(network, caches, Y, { ...noRegularization, l2: 0.6 }),
      plain + 0.3 * squares,
      1e-12,
    );
  });

  it('learns XOR, which no single layer can', () => {
    const X = Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    const Y = Float64Array.of(0, 1, 1, 0);
    const network = createNetwork({
      inputs: 2,
      layers: [
        { units: 4, activation: 'tanh', init: { kind: 'xavier' } },
        { units: 1, activation: 'sigmoid', init: { kind: 'xavier' } },
      ],
      loss: 'binaryCrossEntropy',
      seed: 1,
    });
    const optimizer = { kind: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    const step = createTrainStep(network, { optimizer, regularization: noRegularization, seed: 1 });
    const first = step(X, Y);
    for (let i = 0; i < 500; i++) step(X, Y);
    expect(first).toBeGreaterThan(0.5);
    expect(step(X, Y)).toBeLessThan(0.01);
    expect([...networkForward(network, X).A].map(Math.round)).toEqual([...Y]);
  });
});

describe('a dense layer', () => {
  const layer = { W: Float64Array.of(1, 2, 3, 4), b: Float64Array.of(10, 20) };

  it('computes V, dW, db and dA_prev as multiplied by hand', () => {
    const A_prev = Float64Array.of(1, 0, 0, 1);
    expect([...denseForward(A_prev, layer)]).toEqual([11, 23, 12, 24]);
    const { dW, db, dA_prev } = denseBackward(Float64Array.of(2, 4, 6, 8), A_prev, layer);
    expect([...dW]).toEqual([1, 3, 2, 4]);
    expect([...db]).toEqual([4, 6]);
    expect([...dA_prev]).toEqual([14, 20, 30, 44]);
  });

  it('refuses inputs that do not fit W', () => {
    expect(() => denseForward(new Float64Array(3), layer)).toThrow(RangeError);
  });
});
