import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { memoryNeeded, wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { drawBatch, drawDesign, optimizers } from './draw-design.ts';
import { describeNetwork } from './small-network.ts';

describe('the memory of a trainer', () => {
  it('is known before anything is reserved', () => {
    for (let seed = 0; seed < 30; seed++) {
      const spec = drawDesign(seed);
      for (const options of [
        {},
        { examples: 100 },
        { examples: 7, threads: 3, startThread: () => undefined },
      ]) {
        const { bytes } = wasmEngine.createTrainer(spec, options);
        expect(memoryNeeded(spec, options)).toBe(bytes);
      }
    }
  });

  it('holds the parameters once for what they are, their gradient, the step before and the optimiser’s memories', () => {
    const needed = (spec: TrainingSpec) => memoryNeeded(spec);
    const large = { units: 1000, activation: 'softmax', init: { kind: 'zeros' } } as const;
    const bytes = optimizers.map((optimizer) =>
      needed(describeNetwork('crossEntropy', 'softmax', [], { inputs: 1000, layers: [large], optimizer })),
    );
    const [sgd = NaN] = bytes;
    // 4 MB a copy.
    expect(bytes.map((each) => Math.round((each - sgd) / 4e6))).toEqual([0, 1, 1, 1, 1, 2, 2]);
  });

  it('is refused with the figure when it is more than addresses reach', () => {
    const layers = [{ units: 200_000, activation: 'softmax', init: { kind: 'zeros' } }] as const;
    const spec = describeNetwork('crossEntropy', 'softmax', [], { inputs: 100_000, layers });
    const figure = Math.ceil(Math.ceil(memoryNeeded(spec) / 65536) / 16).toLocaleString('en');
    expect(memoryNeeded(spec)).toBeGreaterThan(2 ** 32);
    expect(() => wasmEngine.createTrainer(spec)).toThrow(
      new RangeError(`training needs ${figure} MiB of memory; at most 4,096 MiB are accepted`),
    );
    expect(() => wasmEngine.createTrainer(drawDesign(1), { examples: 2 ** 30 })).toThrow(
      /^training needs [\d,]+ MiB/,
    );
  });

  it('does not grow while it trains', () => {
    const spec = describeNetwork('crossEntropy', 'softmax', [
      { activation: 'relu', normalization: 'batch', dropout: 0.1 },
      { activation: 'gelu', normalization: 'layer' },
    ]);
    const trainer = wasmEngine.createTrainer(spec, { examples: 64 });
    const { X, Y } = drawBatch(spec, 64, 1);
    trainer.setExamples(X, Y, 64);
    trainer.measureEvery = 1;
    const train = (epochs: number) => {
      for (let epoch = 0; epoch < epochs; epoch++)
        trainer.trainBatches({ first: 0, count: 64, batchSize: 1 });
    };
    train(20);
    const { buffer } = trainer.losses;
    const before = process.memoryUsage();
    // 12 800 steps.
    train(200);
    const after = process.memoryUsage();
    expect(trainer.losses.buffer).toBe(buffer);
    expect(buffer.byteLength).toBe(Math.ceil(trainer.bytes / 65536) * 65536);
    expect(after.external - before.external).toBeLessThan(12_800);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(12_800);
    // A call makes an answer and a list of what was measured, some 2 KB for 64 steps; a view for each step would be
    // more than this.
    expect(after.heapUsed - before.heapUsed).toBeLessThan(2e6);
  });
});
