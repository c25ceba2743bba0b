import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { measureInterval, worthwhileThreads } from '#shared/core/engine/wasm-engine.ts';

function network(inputs: number, widths: readonly number[]): TrainingSpec {
  return {
    inputs,
    layers: widths.map((units) => ({ units, activation: 'relu', init: { kind: 'he' } })),
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 },
    seed: 1,
    maxBatch: 256,
  };
}

const small = network(2, [8, 8, 1]);
const large = network(784, [1024, 1024, 10]);

describe('the numbers of every layer', () => {
  it('are measured at every step of a large network, and seldom in a long training of a small one', () => {
    expect(measureInterval(large, 256)).toBeLessThanOrEqual(2);
    expect(measureInterval(small, 10)).toBeGreaterThan(10);
  });

  it('are measured at every step of a short training, and a thousand times in a longer one', () => {
    expect(measureInterval(small, 10, 60)).toBe(1);
    expect(measureInterval(small, 10, 5000)).toBe(5);
    expect(measureInterval(small, 10, 1e9)).toBe(measureInterval(small, 10));
  });
});

describe('threads', () => {
  it('are worth their meetings only where a step is long', () => {
    expect(worthwhileThreads(small, 10, 8)).toBe(1);
    expect(worthwhileThreads(large, 256, 2)).toBe(2);
    expect(worthwhileThreads(large, 256, 1)).toBe(1);
  });

  it('are never more than the cores', () => {
    for (const cores of [1, 2, 3, 8]) expect(worthwhileThreads(large, 256, cores)).toBeLessThanOrEqual(cores);
  });
});
