import { describe, expect, it } from 'vitest';
import { chooseTile } from '#shared/core/engine/choose-tile.ts';
import type { NetworkTrainer, TileName } from '#shared/core/engine/engine.ts';

/** A trainer whose predictions take so many milliseconds with each tile, on a clock of its own. */
function timedTrainer(times: Record<TileName, number>) {
  let now = 0;
  const trainer = {
    tile: '2x16' as TileName,
    predict() {
      now += times[trainer.tile];
      return new Float32Array(0);
    },
  };
  return { trainer: trainer as unknown as NetworkTrainer, now: () => now };
}

describe('the tile', () => {
  it.each<[TileName, Record<TileName, number>]>([
    ['4x16', { '4x8': 3, '4x16': 1, '2x16': 2 }],
    ['4x8', { '4x8': 1, '4x16': 2, '2x16': 3 }],
    ['2x16', { '4x8': 2, '4x16': 3, '2x16': 1 }],
  ])('%s is kept where it is the quickest of those that pairs of vectors can hold', (quickest, times) => {
    const { trainer, now } = timedTrainer(times);
    expect(chooseTile(trainer, new Float32Array(1), 1, true, now)).toBe(quickest);
    expect(trainer.tile).toBe(quickest);
  });

  it('is the one that single vectors hold where they are not paired, without a trial', () => {
    const { trainer, now } = timedTrainer({ '4x8': 3, '4x16': 1, '2x16': 2 });
    expect(chooseTile(trainer, new Float32Array(1), 1, false, now)).toBe('4x8');
    expect(now()).toBe(0);
  });
});
