import { expect, test } from 'vitest';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { checkMemory, memoryInMiB } from '#main/services/memory-check.ts';

function makeSpec(units: number): TrainingSpec {
  const layer = { units, activation: 'relu' as const, init: { kind: 'he' as const } };
  return {
    inputs: 10,
    layers: [layer, layer, { units: 1, activation: 'sigmoid', init: { kind: 'xavier' } }],
    loss: 'binaryCrossEntropy',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 },
    seed: 1,
    maxBatch: 256,
  };
}

test('a wide network needs at least its weights, their gradients and their values before the step', () => {
  expect(memoryInMiB(makeSpec(1024))).toBeGreaterThanOrEqual(3 * 4);
  expect(memoryInMiB(makeSpec(4))).toBe(1);
});

test('a network that fits is not refused', () => {
  expect(() => checkMemory(makeSpec(1024), 2 ** 30)).not.toThrow();
});

test('one that no WebAssembly memory holds is refused with what it needs and what is accepted', () => {
  const needed = memoryInMiB(makeSpec(16_384));
  expect(() => checkMemory(makeSpec(16_384), Infinity)).toThrow(
    `training needs ${needed} MiB of memory; at most 4096 MiB are accepted`,
  );
});

test('one that this machine does not hold is refused with what is free', () => {
  const needed = memoryInMiB(makeSpec(1024));
  expect(() => checkMemory(makeSpec(1024), 5.5 * 2 ** 20)).toThrow(
    `training needs ${needed} MiB of memory, and this machine has 5 MiB free`,
  );
});
