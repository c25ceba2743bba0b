import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { listScalarNames, type ScalarName } from '#shared/core/engine/scalar-names.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { LayerCache } from '#shared/core/reference/layers/layer.ts';
import { networkBackward, networkForward, type NetworkGradients } from '#shared/core/reference/network.ts';
import { entry } from '#test/entry.ts';
import { pairWithReference, type Pair } from './beside-reference.ts';
import { drawBatch, drawDesign } from './draw-design.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const shareOf = (values: Float64Array, holds: (value: number) => boolean) =>
  values.filter(holds).length / values.length;

/** A number, and for a ratio what it is over: it can be no more exact than what it is made of. */
interface Expected {
  value: number;
  under: number;
}

/** The numbers of a step by the reference, which takes it. */
function followStep(
  { network, follow }: Pair,
  spec: TrainingSpec,
  X: Float32Array,
  Y: Float32Array,
  step: number,
) {
  const mode = { kind: 'training', seed: spec.seed, step } as const;
  const { caches } = networkForward(network, Float64Array.from(X), mode);
  const gradients = networkBackward(network, caches, Float64Array.from(Y), spec.regularization);
  const before = network.layers.map(({ W }) => W.slice());
  follow(X, Y);
  return listScalarNames(spec).map((name): Expected => {
    const [, kind = '', l = ''] = /^(.*)\[(\d+)\]$/.exec(name) ?? [];
    const index = Number(l) - 1;
    const changes = { before: entry(before, index), after: entry(network.layers, index).W };
    return read(
      kind as ScalarName,
      entry(caches, index),
      entry(gradients, index),
      gradients[index + 1],
      changes,
    );
  });
}

function read(
  name: ScalarName,
  { G, layer }: LayerCache,
  { dW, dZ, dV, dA }: NetworkGradients,
  above: NetworkGradients | undefined,
  { before, after }: { before: Float64Array; after: Float64Array },
): Expected {
  const plain = (value: number) => ({ value, under: 1 });
  const ratio = (over: number, under: number) => ({ value: under === 0 ? NaN : over / under, under });
  const mean = G.reduce((sum, a) => sum + a, 0) / G.length;
  const product = above === undefined ? 0 : norm(above.dA_prev);
  switch (name) {
    case 'grad.norm.dW':
      return plain(norm(dW));
    case 'grad.norm.dZ':
      return plain(norm(dZ));
    case 'norm.W':
      return plain(norm(after));
    case 'update.ratio':
      return ratio(norm(after.map((w, i) => w - (before[i] ?? NaN))), norm(before));
    case 'activation.mean':
      return plain(mean);
    case 'activation.deviation':
      return plain(Math.sqrt(G.reduce((sum, a) => sum + (a - mean) ** 2, 0) / G.length));
    case 'grad.norm.dA':
      return plain(norm(dA));
    case 'gain.weight':
      return ratio(product, above === undefined ? 0 : norm(above.dV));
    case 'gain.derivative':
      return ratio(norm(dZ), norm(dA));
    case 'gain.residual':
      return ratio(norm(dA), product);
    case 'gain.normalization':
      return ratio(norm(dV), norm(dZ));
    case 'share.saturated': {
      const isSigmoid = layer.activation === 'sigmoid';
      return plain(shareOf(G, (a) => (isSigmoid ? Math.abs(a - 0.5) > 0.45 : Math.abs(a) > 0.95)));
    }
    case 'share.dead': {
      const n = layer.b.length;
      const isAlive = Array.from({ length: n }, (_, j) => G.some((a, e) => e % n === j && a > 0));
      return plain(isAlive.filter((alive) => !alive).length / n);
    }
  }
}

describe('the numbers of a step', () => {
  it('are those of the reference, by name, for designs drawn at random', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 120; seed++) {
      const spec = drawDesign(seed);
      const pair = pairWithReference(spec);
      pair.trainer.measureEvery = 1;
      const found = new Float32Array(pair.trainer.scalarNames.length);
      for (const [step, m] of [16, 7, 13].entries()) {
        const { X, Y } = drawBatch(spec, m, 10 * seed + step);
        pair.trainer.step(X, Y, m);
        pair.trainer.readScalars(found);
        followStep(pair, spec, X, Y, step).forEach(({ value, under }, place) => {
          const name = entry(pair.trainer.scalarNames, place);
          const at = `${name} of step ${step + 1} of design ${seed}`;
          seen.add(name.replace(/\[.*/, ''));
          const distance = Math.abs(entry(found, place) - value) * under;
          if (Number.isNaN(value)) expect(entry(found, place), at).toBeNaN();
          else expect(distance, at).toBeLessThan(2e-5 * Math.max(1, value * under));
        });
      }
    }
    expect(seen.size).toBe(13);
  });

  it('add up: the gains of all layers are what becomes of dZ from the output to layer 1', () => {
    let judged = 0;
    for (let seed = 0; seed < 60; seed++) {
      const spec = drawDesign(seed);
      const trainer = wasmEngine.createTrainer(spec);
      trainer.measureEvery = 1;
      const { X, Y } = drawBatch(spec, 16, seed);
      trainer.step(X, Y, 16);
      const scalars = new Float32Array(trainer.scalarNames.length);
      trainer.readScalars(scalars);
      const L = spec.layers.length;
      const of = (name: ScalarName, l: number) => scalars[trainer.scalarNames.indexOf(`${name}[${l}]`)];
      // Where all of a layer has been dropped there is nothing to account for.
      if (spec.layers.some((_, index) => of('grad.norm.dZ', index + 1) === 0)) continue;
      judged += 1;
      const total = Math.log10((of('grad.norm.dZ', 1) ?? NaN) / (of('grad.norm.dZ', L) ?? NaN));
      let sum = 0;
      for (let l = L - 1; l >= 1; l--)
        for (const gain of [
          of('gain.weight', l) ?? NaN,
          of('gain.derivative', l) ?? NaN,
          of('gain.residual', l) ?? 1,
          of('gain.normalization', l + 1) ?? 1,
        ])
          sum += Math.log10(gain);
      expect(Math.abs(sum - total), `design ${seed}`).toBeLessThan(1e-5);
    }
    expect(judged).toBeGreaterThan(50);
  });

  it('have no ratio to weights that were all zero', () => {
    const layers = [{ units: 3, activation: 'softmax', init: { kind: 'zeros' } }] as const;
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', [], { layers }));
    trainer.measureEvery = 1;
    const { X, Y } = drawExamples(4);
    const scalars = new Float32Array(trainer.scalarNames.length);
    const place = trainer.scalarNames.indexOf('update.ratio[1]');
    trainer.step(X, Y, 4);
    trainer.readScalars(scalars);
    expect(scalars[place]).toBeNaN();
    trainer.step(X, Y, 4);
    trainer.readScalars(scalars);
    expect(scalars[place]).toBeGreaterThan(0);
  });

  it('are all absent where no step was measured', () => {
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['relu']));
    const { X, Y } = drawExamples(4);
    const scalars = new Float32Array(trainer.scalarNames.length);
    trainer.readScalars(scalars);
    expect([...scalars]).toEqual([...scalars].map(() => NaN));
    trainer.step(X, Y, 4);
    trainer.readScalars(scalars.fill(0));
    expect([...scalars]).toEqual([...scalars].map(() => NaN));
  });

  it('are named only where they can exist', () => {
    const spec = describeNetwork('crossEntropy', 'softmax', [
      { activation: 'relu', units: 4 },
      { activation: 'tanh', units: 4, normalization: 'batch' },
      { activation: 'gelu', units: 4, residualFrom: 1 },
    ]);
    const always = [
      'grad.norm.dW',
      'grad.norm.dZ',
      'norm.W',
      'update.ratio',
      'activation.mean',
      'activation.deviation',
    ];
    const below = ['grad.norm.dA', 'gain.weight', 'gain.derivative'];
    const named = (l: number, ...more: string[]) => [...always, ...more].map((name) => `${name}[${l}]`);
    expect(listScalarNames(spec)).toEqual([
      ...named(1, ...below, 'gain.residual', 'share.dead'),
      ...named(2, ...below, 'gain.normalization', 'share.saturated'),
      ...named(3, ...below),
      ...named(4),
    ]);
  });
});
