import { describe, expect, it } from 'vitest';
import { createPeakLoops, stepsPerRound } from '#main/benchmark/peak/multiply-and-add.ts';

const [factor, term] = [Math.fround(0.75), Math.fround(0.1)];

describe('the loop that measures the limit', () => {
  it.each(createPeakLoops(factor, term).map((loop) => [loop.chains, loop] as const))(
    'of %i chains multiplies and adds every number as often as it says, each result rounded to float32',
    (chains, loop) => {
      expect(loop.numbers).toHaveLength(4 * chains);
      const start = Float32Array.from(loop.numbers, (_, index) => index - 7);
      loop.numbers.set(start);
      const rounds = 5;
      loop.run(rounds);
      const wanted = start.map((value) => {
        let x = value;
        for (let step = 0; step < rounds * stepsPerRound; step++)
          x = Math.fround(Math.fround(x * factor) + term);
        return x;
      });
      expect(loop.numbers).toEqual(wanted);
    },
  );
});
