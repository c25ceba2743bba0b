import { describe, expect, it } from 'vitest';
import { cutBatches, drawExamples } from '#main/benchmark/examples.ts';
import { countOperations, describeWork, workloads, type Work } from '#main/benchmark/workloads.ts';

const small: Work = {
  ...{ name: 'small', inputs: 3, hidden: [5], activation: 'tanh', outputs: 2 },
  ...{ batch: 4, batches: 2 },
};

describe('the workloads', () => {
  it('are the four of the design, in its words', () => {
    expect(workloads.map((work) => `${work.name} ${describeWork(work)}`)).toEqual([
      'W1 2-8-8-1 tanh, sigmoid, batch 10',
      'W2 784-128-64-10 relu, softmax, batch 64',
      'W3 784-100×10-10 sigmoid, softmax, batch 64',
      'W4 784-1024-1024-10 relu, softmax, batch 256',
    ]);
  });

  it('count a product for forward, for dW, and for dA of every layer but the first', () => {
    expect(countOperations(small)).toBe(2 * 4 * (3 * 5 * 2 + 5 * 2 * 3));
  });

  it('have the same examples every time, one class each, and batches that are slices of them', () => {
    const examples = drawExamples(small);
    expect(drawExamples(small)).toEqual(examples);
    expect([examples.X.length, examples.Y.length]).toEqual([8 * 3, 8 * 2]);
    for (let i = 0; i < 8; i++) expect([...examples.Y.subarray(2 * i, 2 * i + 2)].sort()).toEqual([0, 1]);
    const batches = cutBatches(small, examples);
    expect(batches.map(({ X }) => X.buffer === examples.X.buffer)).toEqual([true, true]);
    expect(batches.flatMap(({ Y }) => [...Y])).toEqual([...examples.Y]);
  });
});
