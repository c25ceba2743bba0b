import { describe, expect, it } from 'vitest';
import { DivergenceError } from '#shared/core/engine/engine.ts';
import { planArena } from '#shared/core/engine/wasm/arena.ts';
import { findDivergence } from '#shared/core/engine/wasm/divergence.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { entry } from '#test/entry.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

const spec = describeNetwork('crossEntropy', 'softmax', ['tanh', 'relu', 'sigmoid']);

describe('a number that is not finite', () => {
  it('is found in every layer and tensor, and the first that a step makes is named', () => {
    const arena = planArena(spec);
    const words = new Uint32Array(arena.bytes / 4);
    expect(findDivergence(words.buffer, arena)).toBeUndefined();
    // From the last that a step makes to the first, so that each new one must be named before those already there.
    const order = [
      ...[4, 3, 2, 1].flatMap((l) => [[l, 'b', 13] as const, [l, 'W', 11] as const]),
      ...[1, 2, 3, 4].flatMap((l) => [[l, 'db', 12] as const, [l, 'dW', 10] as const, [l, 'dZ', 9] as const]),
      ...[4, 3, 2, 1].map((l) => [l, 'Z', 8] as const),
    ];
    for (const [layer, tensor, field] of order) {
      words[arena.layerTable / 4 + 14 * (layer - 1) + field] = 0x7f800000;
      expect(findDivergence(words.buffer, arena)).toMatchObject({ layer, tensor });
    }
  });

  it.each(['W1', 'b1', 'W2', 'b2', 'W3', 'b3', 'W4', 'b4'])(
    'in %s stops the step and leaves all parameters alone',
    (name) => {
      const trainer = wasmEngine.createTrainer(spec);
      const { X, Y } = drawExamples(8);
      const poisoned =
        trainer.parameters.find((tensor) => tensor.name === name)?.values ?? new Float32Array(0);
      poisoned[poisoned.length - 1] = Infinity;
      const before = trainer.parameters.map(({ values }) => values.slice());
      expect(() => trainer.step(X, Y, 8)).toThrow(DivergenceError);
      expect(trainer.parameters.map(({ values }) => values)).toEqual(before);
      // Mended, it trains on.
      poisoned[poisoned.length - 1] = 0;
      expect(trainer.step(X, Y, 8)).toBeGreaterThan(0);
      expect(entry(trainer.parameters, 0).values).not.toEqual(before[0]);
    },
  );
});
