import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivationName, LayerSpec, LossName } from '#shared/core/engine/engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { gradientCheck } from '#shared/core/reference/gradient-check.ts';
import { createNetwork } from '#shared/core/reference/network.ts';
import { tolerance } from '#test/closeness.ts';

const smooth: ActivationName[] = ['linear', 'sigmoid', 'tanh', 'gelu', 'silu'];
const kinked: ActivationName[] = ['relu', 'leakyRelu', 'elu'];
const endings: [LossName, ActivationName | undefined][] = [
  ['binaryCrossEntropy', 'sigmoid'],
  ['crossEntropy', 'softmax'],
  ['meanSquaredError', 'softmax'],
  ['meanSquaredError', undefined],
  ['huber', undefined],
  ['hinge', 'linear'],
];

/** Layers of 2 to 6 units, with residuals and normalisations anywhere, the output too. */
const design = (activations: ActivationName[]) =>
  fc
    .record({
      inputs: fc.integer({ min: 2, max: 5 }),
      layers: fc.array(
        fc.record({
          units: fc.integer({ min: 2, max: 6 }),
          activation: fc.constantFrom(...activations),
          normalization: fc.constantFrom(undefined, 'batch' as const, 'layer' as const),
          skips: fc.option(fc.nat({ max: 100 }), { nil: undefined }),
          kind: fc.constantFrom('xavier' as const, 'he' as const, 'lecun' as const, 'orthogonal' as const),
          dropout: fc.constantFrom(undefined, 0.5),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      ending: fc.constantFrom(...endings),
      m: fc.integer({ min: 3, max: 6 }),
      seed: fc.nat(),
    })
    .map(({ inputs, layers, ending: [loss, output], m, seed }) => {
      const widths = [inputs];
      const described = layers.map(
        ({ units, activation, normalization, skips, kind, dropout }, index): LayerSpec => {
          const residualFrom = skips === undefined ? undefined : skips % (index + 1);
          const width = (residualFrom === undefined ? undefined : widths[residualFrom]) ?? units;
          widths.push(width);
          return {
            units: width,
            activation: index + 1 === layers.length ? (output ?? activation) : activation,
            init: { kind },
            ...(normalization === undefined ? {} : { normalization }),
            ...(residualFrom === undefined ? {} : { residualFrom }),
            ...(dropout === undefined ? {} : { dropout }),
          };
        },
      );
      return { inputs, layers: described, loss, seed, m };
    });

function drawBatch(loss: LossName, n_0: number, n_L: number, m: number, seed: number) {
  const { normal, integer } = createGenerator(seed).stream('batch');
  const X = Float64Array.from({ length: n_0 * m }, normal);
  const isClasses = loss === 'binaryCrossEntropy' || loss === 'hinge';
  const Y = Float64Array.from({ length: n_L * m }, () => (isClasses ? integer(2) : 1.5 * normal()));
  if (loss === 'crossEntropy') {
    Y.fill(0);
    for (let i = 0; i < m; i++) Y[i * n_L + integer(n_L)] = 1;
  }
  return { X, Y };
}

describe('the gradients of a random network', () => {
  it.each([
    ['with smooth activations', smooth],
    ['with kinks', [...smooth, ...kinked]],
  ])('%s are those of central differences, whatever its layers', (_name, activations) => {
    fc.assert(
      fc.property(design(activations), ({ m, ...spec }) => {
        const network = createNetwork(spec);
        const n_L = network.layers.at(-1)?.b.length ?? 0;
        const { X, Y } = drawBatch(spec.loss, spec.inputs, n_L, m, spec.seed);
        const { maxRelativeError, kinks, checked } = gradientCheck(network, X, Y);
        expect(maxRelativeError).toBeLessThan(tolerance.gradientCheck);
        expect(kinks).toBeLessThan(checked / 2);
      }),
      { seed: 9, numRuns: 60 },
    );
  });
});
