import { describe, expect, it } from 'vitest';
import { entry } from '#test/entry.ts';
import { engines } from './engines.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

/** FNV-1a over all parameters after the training below. */
const firstBytes: Record<string, number> = { 'reference@1': 3788917516, 'wasm-simd@1': 1638712213 };

describe.each(engines)('a trainer of $id', (engine) => {
  const train = () => {
    const trainer = engine.createTrainer(
      describeNetwork('crossEntropy', 'softmax', ['tanh', 'relu'], {
        optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      }),
    );
    const losses = Array.from({ length: 30 }, (_, i) => {
      const { X, Y } = drawExamples(8, i);
      return trainer.step(X, Y, 8);
    });
    return {
      losses,
      bytes: trainer.parameters.map(({ values }) => [...new Uint8Array(values.slice().buffer)]),
    };
  };

  it('gives the same bytes for the same spec and data', () => {
    expect(train()).toEqual(train());
  });

  it('gives the bytes that it gave in every earlier version of its name', () => {
    const { bytes } = train();
    const hash = bytes.flat().reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
    expect({ [engine.id]: hash }).toEqual({ [engine.id]: firstBytes[engine.id] });
  });

  it('names its parameters W1 b1 … WL bL with the shapes of the course', () => {
    const trainer = engine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh']));
    expect(trainer.parameters.map(({ name, shape, values }) => [name, shape, values.length])).toEqual([
      ['W1', [6, 5], 30],
      ['b1', [6, 1], 6],
      ['W2', [3, 6], 18],
      ['b2', [3, 1], 3],
    ]);
  });

  it('reads parameters that were written into its views', () => {
    const spec = describeNetwork('meanSquaredError', 'linear', []);
    const trainer = engine.createTrainer(spec);
    entry(trainer.parameters, 0).values.fill(0);
    entry(trainer.parameters, 1).values.set([1, 2, 3]);
    expect([...trainer.predict(drawExamples(2).X, 2)]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('learns XOR', () => {
    const hidden = { units: 4, activation: 'tanh', init: { kind: 'xavier' } } as const;
    const output = { units: 1, activation: 'sigmoid', init: { kind: 'xavier' } } as const;
    const trainer = engine.createTrainer({
      inputs: 2,
      layers: [hidden, output],
      loss: 'binaryCrossEntropy',
      optimizer: { kind: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      l2: 0,
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
    const trainer = engine.createTrainer(describeNetwork(loss, output, [], { l2: 0 }));
    entry(trainer.parameters, 0).values.fill(1000);
    entry(trainer.parameters, 1).values.set([500, -500, 0]);
    const { X, Y } = drawExamples(8);
    expect(trainer.step(X, Y, 8)).toBeGreaterThan(0);
  });

  it.each([0, 9, 1.5, NaN])('refuses a batch of %s where maxBatch is 8', (m) => {
    const trainer = engine.createTrainer(describeNetwork('crossEntropy', 'softmax', []));
    const { X, Y } = drawExamples(9);
    expect(() => trainer.step(X, Y, m)).toThrow(RangeError);
    expect(() => trainer.predict(X, m)).toThrow(RangeError);
  });

  it('refuses data that is shorter than m says', () => {
    const trainer = engine.createTrainer(describeNetwork('crossEntropy', 'softmax', []));
    const { X, Y } = drawExamples(3);
    expect(() => trainer.step(X, Y, 4)).toThrow('X has 15 values; 4 examples of 5 need 20');
    expect(() => trainer.evaluate(new Float32Array(20), Y, 4)).toThrow('Y has 9 values');
  });

  it('refuses a loss that does not fit the output', () => {
    expect(() => engine.createTrainer(describeNetwork('crossEntropy', 'tanh', []))).toThrow(
      'crossEntropy needs a softmax output, not tanh',
    );
  });
});
