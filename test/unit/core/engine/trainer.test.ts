import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LayerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { entry } from '#test/entry.ts';
import { drawBatch, drawDesign } from './draw-design.ts';
import { hashTrainer } from './hash-trainer.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

/**
 * SHA-256 of the parameters and running statistics of designs 0 … 199 after three steps each, and of a network beyond
 * the blocks and passes of the kernels. They belong to the name: an engine that gives other bytes needs another one.
 */
const pinned = {
  id: 'wasm-simd@2',
  small: 'b930cafad3e8ce5b6f9b5898aa17b3217b100d5c2fb5973a8f297f4447144f45',
  wide: '0bc3d9d61b3687791bfcdae284b208735d9ea3f40015f1a6e2a87df3ce5a837d',
};

function trainBriefly(spec: TrainingSpec, sizes: readonly number[]): string {
  const trainer = wasmEngine.createTrainer(spec);
  sizes.forEach((m, i) => {
    const { X, Y } = drawBatch(spec, m, i);
    trainer.step(X, Y, m);
  });
  return hashTrainer(trainer);
}

describe('a trainer', () => {
  const hashSmall = () => {
    const hash = createHash('sha256');
    for (let seed = 0; seed < 200; seed++) hash.update(trainBriefly(drawDesign(seed), [16, 7, 12]));
    return hash.digest('hex');
  };

  it('gives the same bytes for the same spec and data, those that it gave in every earlier version of its name', () => {
    const small = hashSmall();
    expect(hashSmall()).toBe(small);
    const wide = trainBriefly(drawDesign(1003, { widest: 300, maxBatch: 270 }), [270, 65, 1]);
    expect({ id: wasmEngine.id, small, wide }).toEqual(pinned);
  });

  it('does not see what an earlier, larger batch has left behind', () => {
    for (let seed = 0; seed < 40; seed++) {
      const spec = drawDesign(seed);
      const [used, fresh] = [wasmEngine.createTrainer(spec), wasmEngine.createTrainer(spec)];
      const { X, Y } = drawBatch(spec, 16, seed);
      const nowhere = X.map(() => NaN);
      used.predict(nowhere, 16);
      used.evaluate(nowhere, Y, 16);
      expect(used.step(X, Y, 3)).toBe(fresh.step(X, Y, 3));
      expect(hashTrainer(used), `design ${seed}`).toBe(hashTrainer(fresh));
    }
  });

  it('names its parameters W1 b1 … WL bL with the shapes of the course', () => {
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh']));
    expect(trainer.parameters.map(({ name, shape, values }) => [name, shape, values.length])).toEqual([
      ['W1', [6, 5], 30],
      ['b1', [6, 1], 6],
      ['W2', [3, 6], 18],
      ['b2', [3, 1], 3],
    ]);
  });

  it('names gamma and beta behind b where a layer is normalised, and running statistics apart', () => {
    const trainer = wasmEngine.createTrainer(
      describeNetwork('crossEntropy', 'softmax', [
        { activation: 'tanh', normalization: 'batch' },
        { activation: 'relu', normalization: 'layer' },
      ]),
    );
    const describe = (list: typeof trainer.parameters) =>
      list.map(({ name, shape }) => `${name} ${shape.join('x')}`);
    expect(describe(trainer.parameters)).toEqual([
      ...['W1 6x5', 'b1 6x1', 'gamma1 6x1', 'beta1 6x1'],
      ...['W2 9x6', 'b2 9x1', 'gamma2 9x1', 'beta2 9x1'],
      ...['W3 3x9', 'b3 3x1'],
    ]);
    expect(describe(trainer.statistics)).toEqual(['runningMean1 6x1', 'runningVariance1 6x1']);
    const of = (name: string) =>
      [...trainer.parameters, ...trainer.statistics].find((tensor) => tensor.name === name)?.values;
    expect(of('gamma2')).toEqual(new Float32Array(9).fill(1));
    expect(of('beta1')).toEqual(new Float32Array(6));
    expect(of('runningVariance1')).toEqual(new Float32Array(6).fill(1));
  });

  it('reads parameters that were written into its views', () => {
    const spec = describeNetwork('meanSquaredError', 'linear', []);
    const trainer = wasmEngine.createTrainer(spec);
    entry(trainer.parameters, 0).values.fill(0);
    entry(trainer.parameters, 1).values.set([1, 2, 3]);
    expect([...trainer.predict(drawExamples(2).X, 2)]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('learns XOR', () => {
    const hidden = { units: 4, activation: 'tanh', init: { kind: 'xavier' } } as const;
    const output = { units: 1, activation: 'sigmoid', init: { kind: 'xavier' } } as const;
    const trainer = wasmEngine.createTrainer({
      inputs: 2,
      layers: [hidden, output],
      loss: 'binaryCrossEntropy',
      optimizer: { kind: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      regularization: noRegularization,
      seed: 1,
      maxBatch: 4,
    });
    const X = Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    const Y = Float32Array.of(0, 1, 1, 0);
    expect(trainer.evaluate(X, Y, 4).loss).toBeGreaterThan(0.5);
    for (let i = 0; i < 500; i++) trainer.step(X, Y, 4);
    const { loss, accuracy } = trainer.evaluate(X, Y, 4);
    expect(accuracy).toBe(1);
    expect(loss).toBeLessThan(0.01);
  });

  it.each([
    ['binaryCrossEntropy', 'sigmoid'],
    ['crossEntropy', 'softmax'],
    ['meanSquaredError', 'linear'],
    ['meanSquaredError', 'softmax'],
  ] as const)('stays finite with %s after %s when outputs saturate', (loss, output) => {
    const trainer = wasmEngine.createTrainer(
      describeNetwork(loss, output, [], { regularization: { l2: 0 } }),
    );
    entry(trainer.parameters, 0).values.fill(1000);
    entry(trainer.parameters, 1).values.set([500, -500, 0]);
    const { X, Y } = drawExamples(8);
    expect(trainer.step(X, Y, 8)).toBeGreaterThan(0);
  });

  it.each([0, 9, 1.5, NaN])('refuses a batch of %s where maxBatch is 8', (m) => {
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', []));
    const { X, Y } = drawExamples(9);
    expect(() => trainer.step(X, Y, m)).toThrow(RangeError);
    expect(() => trainer.predict(X, m)).toThrow(RangeError);
  });

  it('refuses data that is shorter than m says', () => {
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', []));
    const { X, Y } = drawExamples(3);
    expect(() => trainer.step(X, Y, 4)).toThrow('X has 15 values; 4 examples of 5 need 20');
    expect(() => trainer.evaluate(new Float32Array(20), Y, 4)).toThrow('Y has 9 values');
  });

  it('refuses a loss that does not fit the output', () => {
    const create =
      (...names: Parameters<typeof describeNetwork>) =>
      () =>
        wasmEngine.createTrainer(describeNetwork(...names));
    expect(create('crossEntropy', 'tanh', [])).toThrow('crossEntropy needs a softmax output, not tanh');
    expect(create('hinge', 'tanh', [])).toThrow('hinge needs a linear output, not tanh');
    expect(create('binaryCrossEntropy', 'relu', [])).toThrow('binaryCrossEntropy needs a sigmoid output');
  });

  it('refuses layers that describe no network', () => {
    const create = (more: Partial<LayerSpec>) => () =>
      wasmEngine.createTrainer(describeNetwork('huber', 'linear', [{ units: 5 }, { units: 4, ...more }]));
    expect(create({ residualFrom: 2 })).toThrow(RangeError);
    expect(create({ residualFrom: 1 })).toThrow('layer 2 cannot add A_1: n_k = n_l and k < l are needed');
    expect(create({ units: 5, residualFrom: 0 })).not.toThrow();
    expect(create({ dropout: 1 })).toThrow('layer 2 drops 1; 0 up to 1 is accepted');
    expect(create({ dropout: -0.1 })).toThrow(RangeError);
    expect(create({ activation: 'softmax' })).toThrow('softmax stands only last');
    expect(create({ units: 0 })).toThrow(RangeError);
    expect(create({ units: 2.5 })).toThrow(RangeError);
  });
});
