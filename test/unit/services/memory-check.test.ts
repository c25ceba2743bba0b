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
  return {
    spec,
    threads: 1,
    cores: 2,
    batchSize: 256,
    examples: 100,
    allExamples: 140,
    keepsBest: false,
    ...more,
  };
}

test('a wide network needs its weights, their gradients, their values before the step, and two checkpoints', () => {
  const thread = memoryInMiB(demand(4));
  expect(thread).toBeLessThan(40);
  expect(memoryInMiB(demand(1024))).toBeGreaterThanOrEqual(thread + 5 * 4);
  const adam = demand(1024);
  adam.spec.optimizer = { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  expect(memoryInMiB(adam)).toBeGreaterThanOrEqual(memoryInMiB(demand(1024)) + 6 * 4 - 1);
  expect(memoryInMiB({ ...adam, keepsBest: true })).toBeGreaterThanOrEqual(memoryInMiB(adam) + 3 * 4 - 1);
});

test('a network that fits is not refused', () => {
  expect(() => checkMemory(demand(1024), 1024)).not.toThrow();
});

test('one that no WebAssembly memory holds is refused with what it needs and what is accepted', () => {
  expect(() => checkMemory(demand(16_384), Infinity)).toThrow(
    /training needs \d{4} MiB of memory; at most 4096 MiB are accepted/,
  );
});

test('one that this machine does not hold is refused with what is free', () => {
  const needed = memoryInMiB(demand(1024));
  expect(() => checkMemory(demand(1024), 5)).toThrow(
    `training needs ${needed} MiB of memory, and this machine has 5 MiB free`,
  );
});

test('the examples of all parts are counted, those to train on twice, and the room that each thread needs for itself', () => {
  const many = { examples: 2 ** 20, allExamples: 2 ** 21 };
  expect(memoryInMiB(demand(1024, many))).toBeGreaterThan(memoryInMiB(demand(1024)) + 40 + 80);
  expect(memoryInMiB(demand(1024, { threads: 'auto' }))).toBeGreaterThan(memoryInMiB(demand(1024)));
});

test('a network that is too small for threads is not charged for them', () => {
  const wide = demand(512, { threads: 'auto', batchSize: 256 });
  expect(memoryInMiB(wide)).toBe(memoryInMiB({ ...wide, threads: 2 }));
  const narrow = demand(4, { threads: 'auto', batchSize: 10, cores: 64 });
  expect(memoryInMiB(narrow)).toBe(memoryInMiB({ ...narrow, threads: 1 }));
  expect(memoryInMiB({ ...narrow, threads: 64 })).toBeGreaterThan(memoryInMiB(narrow));
});
