import { describe, expect, it } from 'vitest';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { expectClose } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

describe('evaluate', () => {
  it('gives the same for data of many batches as for the examples one by one', () => {
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', ['tanh']));
    const m = 21;
    const { X, Y } = drawExamples(m);
    const each = Array.from({ length: m }, (_, i) =>
      trainer.evaluate(X.subarray(5 * i, 5 * i + 5), Y.subarray(3 * i, 3 * i + 3), 1),
    );
    const whole = trainer.evaluate(X, Y, m);
    expectClose(whole.loss, each.reduce((sum, { loss }) => sum + loss, 0) / m, 1e-12);
    expect(whole.accuracy).toBeCloseTo(
      each.reduce((sum, { accuracy }) => sum + (accuracy ?? NaN), 0) / m,
      12,
    );
    expect(whole.r2).toBeUndefined();
  });

  it('leaves the penalty out and the parameters alone', () => {
    const trainer = wasmEngine.createTrainer(
      describeNetwork('crossEntropy', 'softmax', ['tanh'], { regularization: { l2: 5 } }),
    );
    const plain = wasmEngine.createTrainer(
      describeNetwork('crossEntropy', 'softmax', ['tanh'], { regularization: { l2: 0 } }),
    );
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
    const trainer = wasmEngine.createTrainer(spec);
    entry(trainer.parameters, 0).values[0] = 1;
    const X = Float32Array.of(-2, -1, 0, 1, 2);
    expect(trainer.evaluate(X, Float32Array.of(0, 1, 1, 1, 0), 5).accuracy).toBe(0.6);
  });

  it('gives r² = 1 − residual / total for mean squared error, and none for targets that do not vary', () => {
    const spec = describeNetwork('meanSquaredError', 'linear', [], {
      inputs: 1,
      layers: [{ units: 1, activation: 'linear', init: { kind: 'zeros' } }],
      maxBatch: 2,
    });
    const trainer = wasmEngine.createTrainer(spec);
    entry(trainer.parameters, 0).values[0] = 1;
    const X = Float32Array.of(1, 2, 3, 4);
    // Residuals 1, 0, 0, 1 against a total of 5.
    const { r2, accuracy, loss } = trainer.evaluate(X, Float32Array.of(2, 2, 3, 3), 4);
    expect(accuracy).toBeUndefined();
    expect(loss).toBe(0.5);
    expectClose(r2 ?? NaN, 1 - 2 / 1);
    expect(trainer.evaluate(X, Float32Array.of(2, 2, 2, 2), 4)).not.toHaveProperty('r2');
  });

  it('counts the outputs of hinge on their target’s side of 0, and 0 itself as class 1', () => {
    const spec = describeNetwork('hinge', 'linear', [], {
      inputs: 1,
      layers: [{ units: 1, activation: 'linear', init: { kind: 'zeros' } }],
    });
    const trainer = wasmEngine.createTrainer(spec);
    entry(trainer.parameters, 0).values[0] = 1;
    const X = Float32Array.of(-2, -1, 0, 1, 2);
    const { accuracy, loss, r2 } = trainer.evaluate(X, Float32Array.of(0, 1, 1, 1, 0), 5);
    expect(accuracy).toBe(0.6);
    expect(loss).toBe((0 + 2 + 1 + 0 + 3) / 5);
    expect(r2).toBeUndefined();
  });

  it('counts the largest of several outputs of hinge', () => {
    const trainer = wasmEngine.createTrainer(describeNetwork('hinge', 'linear', []));
    entry(trainer.parameters, 0).values.fill(0);
    entry(trainer.parameters, 1).values.set([-3, -1, -2]);
    const Y = Float32Array.of(0, 1, 0, 1, 0, 0);
    expect(trainer.evaluate(new Float32Array(10), Y, 2).accuracy).toBe(0.5);
  });

  it('gives r² for huber too', () => {
    const trainer = wasmEngine.createTrainer(describeNetwork('huber', 'linear', []));
    for (const { values } of trainer.parameters) values.fill(0);
    const { r2, accuracy } = trainer.evaluate(new Float32Array(10), Float32Array.of(1, 1, 1, -1, -1, -1), 2);
    expect([r2, accuracy]).toEqual([0, undefined]);
  });

  it('normalises by the running statistics and drops nothing, so that each example stands for itself', () => {
    const hidden = { activation: 'tanh', normalization: 'batch', dropout: 0.5 } as const;
    const trainer = wasmEngine.createTrainer(describeNetwork('crossEntropy', 'softmax', [hidden]));
    const { X, Y } = drawExamples(20);
    for (let i = 0; i < 3; i++) trainer.step(X, Y, 8);
    const { loss } = trainer.evaluate(X, Y, 20);
    expect(trainer.evaluate(X, Y, 20).loss).toBe(loss);
    const one = Array.from(
      { length: 20 },
      (_, i) => trainer.evaluate(X.subarray(5 * i), Y.subarray(3 * i), 1).loss,
    );
    expectClose(loss, one.reduce((sum, value) => sum + value, 0) / 20, 1e-12);
  });

  it.each([
    ['crossEntropy', 'softmax'],
    ['binaryCrossEntropy', 'sigmoid'],
    ['hinge', 'linear'],
  ] as const)('counts no output of %s as right that is not a number', (loss, output) => {
    const trainer = wasmEngine.createTrainer(describeNetwork(loss, output, []));
    for (const { values } of trainer.parameters) values.fill(NaN);
    const { X, Y } = drawExamples(30);
    expect(trainer.evaluate(X, Y, 30)).toEqual({ loss: NaN, accuracy: 0 });
  });
});
