import { expect, test } from 'vitest';
import { checkMemory, memoryInMiB, type MemoryDemand } from '#main/services/memory-check.ts';

function demand(units: number, more: Partial<MemoryDemand> = {}): MemoryDemand {
  const layer = { units, activation: 'relu' as const, init: { kind: 'he' as const } };
  const spec: MemoryDemand['spec'] = {
    inputs: 10,
    layers: [layer, layer, { units: 1, activation: 'sigmoid', init: { kind: 'xavier' } }],
    loss: 'binaryCrossEntropy',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 },
    seed: 1,
    maxBatch: 256,
  };
  return { spec, threads: 1, cores: 2, batchSize: 256, examples: 100, ...more };
}

test('a wide network needs at least its weights, their gradients and their values before the step', () => {
  expect(memoryInMiB(demand(1024))).toBeGreaterThanOrEqual(3 * 4);
  expect(memoryInMiB(demand(4))).toBe(1);
});

test('a network that fits is not refused', () => {
  expect(() => checkMemory(demand(1024), 1024)).not.toThrow();
});

test('one that no WebAssembly memory holds is refused with what it needs and what is accepted', () => {
  const needed = memoryInMiB(demand(16_384));
  expect(() => checkMemory(demand(16_384), Infinity)).toThrow(
    `training needs ${needed} MiB of memory; at most 4096 MiB are accepted`,
  );
});

test('one that this machine does not hold is refused with what is free', () => {
  const needed = memoryInMiB(demand(1024));
  expect(() => checkMemory(demand(1024), 5)).toThrow(
    `training needs ${needed} MiB of memory, and this machine has 5 MiB free`,
  );
});

test('the examples to train on are counted, and the room that each thread needs for itself', () => {
  expect(memoryInMiB(demand(1024, { examples: 2 ** 20 }))).toBeGreaterThan(memoryInMiB(demand(1024)) + 40);
  expect(memoryInMiB(demand(1024, { threads: 'auto' }))).toBeGreaterThan(memoryInMiB(demand(1024)));
});

test('a network that is too small for threads is not charged for them', () => {
  const wide = demand(512, { threads: 'auto', batchSize: 256 });
  expect(memoryInMiB(wide)).toBe(memoryInMiB({ ...wide, threads: 2 }));
  const narrow = demand(4, { threads: 'auto', batchSize: 10, cores: 64 });
  expect(memoryInMiB(narrow)).toBe(memoryInMiB({ ...narrow, threads: 1 }));
  expect(memoryInMiB({ ...narrow, threads: 64 })).toBeGreaterThan(memoryInMiB(narrow));
});
