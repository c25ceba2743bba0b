import { describe, expect, it } from 'vitest';
import type { ActivationName, LossName, OptimizerSpec } from '#shared/core/engine/engine.ts';
import { createNetwork, networkBackward, networkForward } from '#shared/core/reference/network.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { engines } from './engines.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

const optimizers: OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.2, momentum: 0.9 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];
const endings: [LossName, ActivationName][] = [
  ['binaryCrossEntropy', 'sigmoid'],
  ['crossEntropy', 'softmax'],
  ['meanSquaredError', 'linear'],
  ['meanSquaredError', 'softmax'],
  ['meanSquaredError', 'sigmoid'],
  ['meanSquaredError', 'tanh'],
  ['meanSquaredError', 'relu'],
  ['meanSquaredError', 'leakyRelu'],
];

const cases = engines.flatMap((engine) => endings.map((ending) => [engine.id, ...ending, engine] as const));

describe.each(cases)('%s with %s after %s', (_id, loss, output, engine) => {
  it.each(optimizers.map((optimizer) => [optimizer.kind, optimizer] as const))(
    'follows the float64 reference through ten steps of %s',
    (_kind, optimizer) => {
      const spec = describeNetwork(loss, output, ['tanh', 'leakyRelu', 'sigmoid', 'relu'], { optimizer });
      const trainer = engine.createTrainer(spec);
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
        expectClose(entry(trainer.parameters, 2 * index).values, W, 10 * tolerance.float32, `W${index + 1}`);
        const scale = Math.max(...W.map(Math.abs));
        b.forEach((value, j) => {
          const found = entry(entry(trainer.parameters, 2 * index + 1).values, j);
          expect(Math.abs(found - value)).toBeLessThan(10 * tolerance.float32 * scale);
        });
      });
    },
  );

  it('follows the float64 reference through elu, gelu and silu', () => {
    const spec = describeNetwork(loss, output, ['elu', 'gelu', 'silu']);
    const trainer = engine.createTrainer(spec);
    const network = createNetwork(spec);
    for (const { W } of network.layers) W.set(Float32Array.from(W));
    const step = createTrainStep(network, spec.optimizer);
    for (let i = 0; i < 10; i++) {
      const { X, Y } = drawExamples(8, i);
      expectClose(
        trainer.step(X, Y, 8),
        step(Float64Array.from(X), Float64Array.from(Y)),
        tolerance.float32,
        `cost of step ${i + 1}`,
      );
    }
    network.layers.forEach(({ W }, index) =>
      expectClose(entry(trainer.parameters, 2 * index).values, W, 10 * tolerance.float32, `W${index + 1}`),
    );
  });

  it('predicts what the reference predicts', () => {
    const spec = describeNetwork(loss, output, ['linear', 'relu']);
    const { X } = drawExamples(7);
    const { A } = networkForward(createNetwork(spec), Float64Array.from(X));
    expectClose(engine.createTrainer(spec).predict(X, 7), A, tolerance.float32);
  });
});

describe.each(engines)('the numbers of a step of $id', (engine) => {
  it('are the Frobenius norms of the reference, by name', () => {
    const spec = describeNetwork('crossEntropy', 'softmax', ['tanh']);
    const trainer = engine.createTrainer(spec);
    const network = createNetwork(spec);
    const { X, Y } = drawExamples(8);
    const { caches } = networkForward(network, Float64Array.from(X));
    const gradients = networkBackward(network, caches, Float64Array.from(Y));
    trainer.step(X, Y, 8);
    const norm = (values: Iterable<number>) => Math.hypot(...values);
    const expected = network.layers.flatMap(({ W }, index) => {
      const { dW, dZ } = entry(gradients, index);
      return [norm(dW), norm(dZ), norm(W.map((w, i) => w - 0.1 * entry(dW, i))), (0.1 * norm(dW)) / norm(W)];
    });
    const found = new Float32Array(trainer.scalarNames.length);
    trainer.readScalars(found);
    expect(trainer.scalarNames).toEqual([
      ...['grad.norm.dW[1]', 'grad.norm.dZ[1]', 'norm.W[1]', 'update.ratio[1]'],
      ...['grad.norm.dW[2]', 'grad.norm.dZ[2]', 'norm.W[2]', 'update.ratio[2]'],
    ]);
    found.forEach((value, index) =>
      expectClose(value, entry(expected, index), 1e-4, trainer.scalarNames[index]),
    );
  });

  it('have no ratio to weights that were all zero', () => {
    const layers = [{ units: 3, activation: 'softmax', init: { kind: 'zeros' } }] as const;
    const trainer = engine.createTrainer(describeNetwork('crossEntropy', 'softmax', [], { layers }));
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
