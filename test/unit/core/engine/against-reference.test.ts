import { describe, expect, it } from 'vitest';
import type { ActivationName, LayerSpec, LossName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { networkForward } from '#shared/core/reference/network.ts';
import { tolerance } from '#test/closeness.ts';
import { pairWithReference, worstDistance } from './beside-reference.ts';
import { drawBatch, drawDesign, hiddenActivations, optimizers } from './draw-design.ts';

/** Takes steps of batches of several sizes in both, and fails where they part. */
function compareSteps(spec: TrainingSpec, sizes: readonly number[] = [16, 7, 5, 16, 12]): void {
  const pair = pairWithReference(spec);
  sizes.forEach((m, i) => {
    const { X, Y } = drawBatch(spec, m, 100 * spec.seed + i);
    const [found, exact] = [pair.trainer.step(X, Y, m), pair.follow(X, Y)];
    expect(Math.abs(found - exact), `cost of step ${i + 1}`).toBeLessThan(
      tolerance.float32 * Math.max(1, Math.abs(exact)),
    );
  });
  const { share, name } = worstDistance(pair);
  expect(share, `distance of ${name}`).toBeLessThan(tolerance.float32);
}

const endings: [LossName, ActivationName][] = [
  ['binaryCrossEntropy', 'sigmoid'],
  ['crossEntropy', 'softmax'],
  ['meanSquaredError', 'linear'],
  ['meanSquaredError', 'softmax'],
  ['huber', 'tanh'],
  ['huber', 'gelu'],
  ['hinge', 'linear'],
];

/** What can be said of a layer beside its activation; the network has four layers of 11 units. */
const kinds: [string, (index: number) => Partial<LayerSpec>][] = [
  ['plain layers', () => ({})],
  ['batch normalisation', () => ({ normalization: 'batch' })],
  ['layer normalisation', () => ({ normalization: 'layer' })],
  ['dropout', () => ({ dropout: 0.3 })],
  // A_1 is added twice, A_0 and A_3 once: one path, two, and one that skips several layers.
  ['residuals', (index) => [{ residualFrom: 0 }, {}, { residualFrom: 1 }, { residualFrom: 1 }][index] ?? {}],
  [
    'everything at once',
    (index) => ({
      normalization: index % 2 === 0 ? 'batch' : 'layer',
      dropout: 0.2,
      ...(index > 1 ? { residualFrom: index - 1 } : {}),
    }),
  ],
];

function describeLayers(
  hidden: readonly ActivationName[],
  more: (index: number) => Partial<LayerSpec>,
  [loss, output]: [LossName, ActivationName],
): Omit<TrainingSpec, 'optimizer'> {
  const init = { kind: 'xavier' } as const;
  return {
    inputs: 11,
    layers: [
      ...hidden.map((activation, index) => ({ units: 11, activation, init, ...more(index) })),
      { units: 3, activation: output, init },
    ],
    loss,
    regularization: noRegularization,
    seed: 7,
    maxBatch: 16,
  };
}

describe.each(endings)('%s after %s', (...ending) => {
  it.each(kinds)('follows the float64 reference through %s with every optimiser', (_name, more) => {
    for (const half of [hiddenActivations.slice(0, 4), hiddenActivations.slice(4)])
      for (const optimizer of optimizers) compareSteps({ ...describeLayers(half, more, ending), optimizer });
  });
});

describe.each(optimizers.map((optimizer) => [optimizer.kind, optimizer] as const))(
  '%s',
  (_kind, optimizer) => {
    const ending: [LossName, ActivationName] = ['crossEntropy', 'softmax'];
    const base = describeLayers(['tanh', 'gelu'], () => ({}), ending);

    it.each([
      ['l1', { l1: 0.01 }],
      ['l2', { l2: 0.1 }],
      ['maxNorm', { maxNorm: 0.7 }],
      ['clipValue', { clipValue: 0.02 }],
      ['clipNorm', { clipNorm: 0.1 }],
      ['all of them', { l1: 0.01, l2: 0.1, maxNorm: 0.7, clipValue: 0.02, clipNorm: 0.1 }],
    ])('follows the float64 reference with %s', (_name, more) => {
      compareSteps({ ...base, optimizer, regularization: { ...noRegularization, ...more } });
    });

    it('follows the float64 reference with the ε of every recipe', () => {
      // No gradient of this network is zero but for rounding, so that ε need not hide one.
      const usual = 'epsilon' in optimizer ? { ...optimizer, epsilon: 1e-8 } : optimizer;
      compareSteps({ ...base, optimizer: usual }, [16, 16, 15]);
    });
  },
);

describe('designs and recipes drawn at random', () => {
  it('follow the float64 reference', () => {
    for (let seed = 0; seed < 250; seed++) {
      const spec = drawDesign(seed);
      try {
        compareSteps(spec, [16, 7, 5, 12]);
      } catch (cause) {
        throw new Error(`design ${seed}: ${JSON.stringify(spec)}`, { cause });
      }
    }
  });

  it('follow it beyond the blocks and passes of the kernels', () => {
    for (let seed = 1000; seed < 1006; seed++)
      compareSteps(drawDesign(seed, { widest: 300, maxBatch: 270 }), [270, 65, 1]);
  });

  it('predict what the reference predicts, by the running statistics and with nothing dropped', () => {
    for (let seed = 2000; seed < 2060; seed++) {
      const spec = drawDesign(seed);
      const pair = pairWithReference(spec);
      const { X, Y } = drawBatch(spec, 9, seed);
      for (let i = 0; i < 2; i++) {
        pair.trainer.step(X, Y, 9);
        pair.follow(X, Y);
        const { A } = networkForward(pair.network, Float64Array.from(X), { kind: 'prediction' });
        const most = A.reduce((size, a) => Math.max(size, Math.abs(a)), 1);
        pair.trainer
          .predict(X, 9)
          .forEach((value, e) =>
            expect(Math.abs(value - (A[e] ?? NaN)), `design ${seed}`).toBeLessThan(
              5 * tolerance.float32 * most,
            ),
          );
      }
    }
  });

  it.each(['zeros', 'xavier', 'he', 'lecun', 'orthogonal', 'normal', 'constant'] as const)(
    'begin with the numbers of the reference rounded to float32: %s',
    (kind) => {
      const init =
        kind === 'normal' ? { kind, std: 0.3 } : kind === 'constant' ? { kind, value: 0.1 } : { kind };
      const spec = drawDesign(3);
      const { share } = worstDistance(
        pairWithReference({ ...spec, layers: spec.layers.map((layer) => ({ ...layer, init })) }),
      );
      expect(share).toBe(0);
    },
  );
});
