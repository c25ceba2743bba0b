import { describe, expect, it } from 'vitest';
import type { ActivationName, LossName, OptimizerSpec, TrainingSpec } from '#shared/core/engine/engine.ts';
import { DivergenceError } from '#shared/core/engine/engine.ts';
import { referenceEngine } from '#shared/core/engine/reference-engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { createNetwork, networkBackward, networkForward } from '#shared/core/reference/network.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose, tolerance } from '#test/closeness.ts';

const sgd: OptimizerSpec = { kind: 'sgd', learningRate: 0.1 };
const optimizers: OptimizerSpec[] = [
  sgd,
  { kind: 'momentum', learningRate: 0.2, momentum: 0.9 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];
const endings: [LossName, ActivationName][] = [
  ['binaryCrossEntropy', 'sigmoid'],
  ['crossEntropy', 'softmax'],
  ['meanSquaredError', 'linear'],
  ['meanSquaredError', 'softmax'],
];

/** n_0 = 5, n_L = 3, hidden widths that four does not divide. */
function describeNetwork(
  loss: LossName,
  output: ActivationName,
  hidden: ActivationName[],
  more: Partial<TrainingSpec> = {},
): TrainingSpec {
  const layer = (units: number, activation: ActivationName) =>
    ({ units, activation, init: { kind: 'xavier' } }) as const;
  return {
    inputs: 5,
    layers: [...hidden.map((activation, index) => layer(6 + 3 * index, activation)), layer(3, output)],
    loss,
    optimizer: sgd,
    l2: 0.01,
    seed: 3,
    maxBatch: 8,
    ...more,
  };
}

function drawExamples(m: number, seed = 1) {
  const stream = createGenerator(seed).stream('examples');
  const X = Float32Array.from({ length: 5 * m }, stream.normal);
  const Y = new Float32Array(3 * m);
  for (let i = 0; i < m; i++) Y[3 * i + stream.integer(3)] = 1;
  return { X, Y };
}

describe.each(endings)('the engine with %s after %s', (loss, output) => {
  it.each(optimizers.map((optimizer) => [optimizer.kind, optimizer] as const))(
    'follows the float64 reference through ten steps of %s',
    (_kind, optimizer) => {
      const spec = describeNetwork(loss, output, ['tanh', 'leakyRelu', 'sigmoid', 'relu'], { optimizer });
      const trainer = referenceEngine.createTrainer(spec);
      const network = createNetwork(spec);
      // The engine starts from the reference's numbers rounded to float32.
      for (const { W } of network.layers) W.set(Float32Array.from(W));
      const step = createTrainStep(network, optimizer);
      for (let i = 0; i < 10; i++) {
        const m = 1 + (i % 8);
        const { X, Y } = drawExamples(m, i);
        expectClose(
          trainer.step(X, Y, m),
          step(Float64Array.from(X), Float64Array.from(Y)),
          tolerance.float32,
          `cost of step ${i + 1}`,
        );
      }
      network.layers.forEach(({ W, b }, index) => {
        expectClose(trainer.parameters[2 * index]!.values, W, 10 * tolerance.float32, `W${index + 1}`);
        const scale = Math.max(...W.map(Math.abs));
        b.forEach((value, j) => {
          const found = trainer.parameters[2 * index + 1]!.values[j]!;
          expect(Math.abs(found - value)).toBeLessThan(10 * tolerance.float32 * scale);
        });
      });
    },
  );

  it('predicts what the reference predicts', () => {
    const spec = describeNetwork(loss, output, ['linear', 'relu']);
    const { X } = drawExamples(7);
    const { A } = networkForward(createNetwork(spec), Float64Array.from(X));
    expectClose(referenceEngine.createTrainer(spec).predict(X, 7), A, tolerance.float32);
  });
});

describe('the numbers of a step', () => {
  it('are the Frobenius norms of the reference, by name', () => {
    const spec = describeNetwork('crossEntropy', 'softmax', ['tanh']);
    const trainer = referenceEngine.createTrainer(spec);
    const network = createNetwork(spec);
    const { X, Y } = drawExamples(8);
    const { caches } = networkForward(network, Float64Array.from(X));
    const gradients = networkBackward(network, caches, Float64Array.from(Y));
    trainer.step(X, Y, 8);
    const norm = (values: Iterable<number>) => Math.hypot(...values);
    const expected = network.layers.flatMap(({ W }, index) => {
      const { dW, dZ } = gradients[index]!;
      return [norm(dW), norm(dZ), norm(W.map((w, i) => w - 0.1 * dW[i]!)), (0.1 * norm(dW)) / norm(W)];
    });
    const found = new Float32Array(trainer.scalarNames.length);
    trainer.readScalars(found);
    expect(trainer.scalarNames).toEqual([
      ...['grad.norm.dW[1]', 'grad.norm.dZ[1]', 'norm.W[1]', 'update.ratio[1]'],
      ...['grad.norm.dW[2]', 'grad.norm.dZ[2]', 'norm.W[2]', 'update.ratio[2]'],
    ]);
    found.forEach((value, index) => expectClose(value, expected[index]!, 1e-4, trainer.scalarNames[index]));
  });

  it('have no ratio to weights that were all zero', () => {
    const layers = [{ units: 3, activation: 'softmax', init: { kind: 'zeros' } }] as const;
    const trainer = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', [], { layers }));
    const { X, Y } = drawExamples(4);
    const scalars = new Float32Array(4);
    trainer.step(X, Y, 4);
    trainer.readScalars(scalars);
    expect(scalars[3]).toBeNaN();
    trainer.step(X, Y, 4);
    trainer.readScalars(scalars);
    expect(scalars[3]).toBeGreaterThan(0);
  });
});

describe('a trainer', () => {
  const train = () => {
    const trainer = referenceEngine.createTrainer(
      describeNetwork('crossEntropy', 'softmax', ['tanh', 'relu'], { optimizer: optimizers[2]! }),
    );
    const losses = Array.from({ length: 30 }, (_, i) => {
      const { X, Y } = drawExamples(8, i);
      return trainer.step(X, Y, 8);
    });
    return { losses, bytes: trainer.parameters.map(({ values }) => [...new Uint8Array(values.slice().buffer)]) };
  };

  it('gives the same bytes for the same spec and data', () => {
    expect(train()).toEqual(train());
  });

  it('gives the bytes that it gave in every earlier version of reference@1', () => {
    const { bytes } = train();
    // FNV-1a over all parameters.
    const hash = bytes.flat().reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
    expect(hash).toBe(PINNED_HASH);
  });

  it('names its parameters W1 b1 … WL bL with the shapes of the course', () => {
    const trainer = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh']));
    expect(trainer.parameters.map(({ name, shape, values }) => [name, shape, values.length])).toEqual([
      ['W1', [6, 5], 30],
      ['b1', [6, 1], 6],
      ['W2', [3, 6], 18],
      ['b2', [3, 1], 3],
    ]);
  });

  it('reads parameters that were written into its views', () => {
    const spec = describeNetwork('meanSquaredError', 'linear', []);
    const trainer = referenceEngine.createTrainer(spec);
    trainer.parameters[0]!.values.fill(0);
    trainer.parameters[1]!.values.set([1, 2, 3]);
    expect([...trainer.predict(drawExamples(2).X, 2)]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('learns XOR', () => {
    const hidden = { units: 4, activation: 'tanh', init: { kind: 'xavier' } } as const;
    const output = { units: 1, activation: 'sigmoid', init: { kind: 'xavier' } } as const;
    const trainer = referenceEngine.createTrainer({
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

  it.each(endings)('stays finite with %s after %s when outputs saturate', (loss, output) => {
    const trainer = referenceEngine.createTrainer(describeNetwork(loss, output, [], { l2: 0 }));
    trainer.parameters[0]!.values.fill(1000);
    trainer.parameters[1]!.values.set([500, -500, 0]);
    const { X, Y } = drawExamples(8);
    expect(trainer.step(X, Y, 8)).toBeGreaterThan(0);
  });

  it.each([0, 9, 1.5, NaN])('refuses a batch of %s where maxBatch is 8', (m) => {
    const trainer = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', []));
    const { X, Y } = drawExamples(9);
    expect(() => trainer.step(X, Y, m)).toThrow(RangeError);
    expect(() => trainer.predict(X, m)).toThrow(RangeError);
  });

  it('refuses data that is shorter than m says', () => {
    const trainer = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', []));
    const { X, Y } = drawExamples(3);
    expect(() => trainer.step(X, Y, 4)).toThrow('X has 15 values; 4 examples of 5 need 20');
    expect(() => trainer.evaluate(new Float32Array(20), Y, 4)).toThrow('Y has 9 values');
  });

  it('refuses a loss that does not fit the output', () => {
    expect(() => referenceEngine.createTrainer(describeNetwork('crossEntropy', 'tanh', []))).toThrow(
      'crossEntropy needs a softmax output, not tanh',
    );
  });
});

describe('evaluate', () => {
  it('gives the same for data of many batches as for the examples one by one', () => {
    const trainer = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh']));
    const m = 21;
    const { X, Y } = drawExamples(m);
    const each = Array.from({ length: m }, (_, i) =>
      trainer.evaluate(X.subarray(5 * i, 5 * i + 5), Y.subarray(3 * i, 3 * i + 3), 1),
    );
    const whole = trainer.evaluate(X, Y, m);
    expectClose(whole.loss, each.reduce((sum, { loss }) => sum + loss, 0) / m, 1e-12);
    expect(whole.accuracy).toBeCloseTo(each.reduce((sum, { accuracy }) => sum + accuracy!, 0) / m, 12);
    expect(whole.r2).toBeUndefined();
  });

  it('leaves the penalty out and the parameters alone', () => {
    const trainer = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh'], { l2: 5 }));
    const plain = referenceEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh'], { l2: 0 }));
    const { X, Y } = drawExamples(8);
    const before = trainer.parameters.map(({ values }) => values.slice());
    expect(trainer.evaluate(X, Y, 8)).toEqual(plain.evaluate(X, Y, 8));
    expect(trainer.parameters.map(({ values }) => values)).toEqual(before);
  });

  it('counts the outputs on the right side of one half for binary cross-entropy', () => {
    const spec = describeNetwork('binaryCrossEntropy', 'sigmoid', [], {
      inputs: 1,
      layers: [{ units: 1, activation: 'sigmoid', init: { kind: 'zeros' } }],
    });
    const trainer = referenceEngine.createTrainer(spec);
    trainer.parameters[0]!.values[0] = 1;
    const X = Float32Array.of(-2, -1, 0, 1, 2);
    expect(trainer.evaluate(X, Float32Array.of(0, 1, 1, 1, 0), 5).accuracy).toBe(0.6);
  });

  it('gives r² = 1 − residual / total for mean squared error, and none for targets that do not vary', () => {
    const spec = describeNetwork('meanSquaredError', 'linear', [], {
      inputs: 1,
      layers: [{ units: 1, activation: 'linear', init: { kind: 'zeros' } }],
      maxBatch: 2,
    });
    const trainer = referenceEngine.createTrainer(spec);
    trainer.parameters[0]!.values[0] = 1;
    const X = Float32Array.of(1, 2, 3, 4);
    // Residuals 1, 0, 0, 1 against a total of 5.
    const { r2, accuracy, loss } = trainer.evaluate(X, Float32Array.of(2, 2, 3, 3), 4);
    expect(accuracy).toBeUndefined();
    expect(loss).toBe(0.5);
    expectClose(r2!, 1 - 2 / 1);
    expect(trainer.evaluate(X, Float32Array.of(2, 2, 2, 2), 4)).not.toHaveProperty('r2');
  });
});

describe('divergence', () => {
  const build = (learningRate: number) =>
    referenceEngine.createTrainer(
      describeNetwork('meanSquaredError', 'linear', ['relu'], { optimizer: { kind: 'sgd', learningRate }, l2: 0 }),
    );
  const catchDivergence = (act: () => unknown): DivergenceError => {
    try {
      act();
    } catch (error) {
      if (error instanceof DivergenceError) return error;
      throw error;
    }
    throw new Error('nothing diverged');
  };

  it('is thrown in the step where it appears, with the finite parameters of the step before', () => {
    const trainer = build(1e6);
    const { X, Y } = drawExamples(8);
    let last: Float32Array[] = [];
    const error = catchDivergence(() => {
      for (let i = 0; i < 1000; i++) {
        last = trainer.parameters.map(({ values }) => values.slice());
        trainer.step(X, Y, 8);
      }
    });
    expect(error.message).toMatch(/^(Z|dZ|dW|W|loss) of layer [12] is no longer finite$/);
    expect(trainer.parameters.map(({ values }) => values)).toEqual(last);
    expect(last.every((values) => values.every(Number.isFinite))).toBe(true);
  });

  it('names the layer and the tensor where it appears first', () => {
    const { X, Y } = drawExamples(8);
    const poison = (name: string, value: number) => {
      const trainer = build(0.1);
      trainer.parameters.find((tensor) => tensor.name === name)!.values.fill(value);
      return catchDivergence(() => trainer.step(X, Y, 8));
    };
    expect(poison('W1', NaN)).toMatchObject({ layer: 1, tensor: 'Z' });
    expect(poison('b2', Infinity)).toMatchObject({ layer: 2, tensor: 'Z' });
    expect(poison('b2', 1e38)).toMatchObject({ layer: 2, tensor: 'dZ' });
    const targets = catchDivergence(() => build(0.1).step(X, Y.map(() => NaN), 8));
    expect(targets).toMatchObject({ layer: 2, tensor: 'loss' });
  });

  it('is seen when only the update overflows', () => {
    const trainer = build(1e38);
    const { X, Y } = drawExamples(8);
    const before = trainer.parameters.map(({ values }) => values.slice());
    const error = catchDivergence(() => {
      trainer.parameters[2]!.values.fill(1);
      before[2] = trainer.parameters[2]!.values.slice();
      trainer.step(X, Y.map(() => 1e3), 8);
    });
    expect(error.tensor).toMatch(/^[Wb]$/);
    expect(trainer.parameters.map(({ values }) => values)).toEqual(before);
  });
});
