import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGenerator, resumeStream } from '#shared/core/random/generator.ts';
import { drawUint32 } from '#shared/core/random/xoshiro128.ts';
import { entry } from '#test/entry.ts';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('xoshiro128**', () => {
  it('gives the numbers of the published recurrence for the state 1 2 3 4', () => {
    const state = Uint32Array.of(1, 2, 3, 4);
    expect(draw(8, () => drawUint32(state))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ]);
    expect([...state]).toEqual([857776784, 3957087773, 2428778008, 3837013768]);
  });
});

describe('a named stream', () => {
  it('starts with the same numbers in every version', () => {
    const stream = createGenerator(1).stream('init.W1');
    expect([...stream.readState()]).toEqual([2846789762, 2504554714, 846560202, 650023289]);
    expect(draw(3, stream.uniform)).toEqual([0.8696163369013831, 0.33786882770626914, 0.8362103159211149]);
    expect(draw(3, stream.normal)).toEqual([-1.864700730501368, -0.8318953890612132, -0.07292122664430876]);
    expect(draw(5, () => stream.integer(10))).toEqual([8, 7, 4, 3, 3]);
  });

  it('gives the same numbers however much another stream has drawn', () => {
    const generator = createGenerator(7);
    const alone = draw(20, generator.stream('split').uniform);
    draw(1000, generator.stream('noise').uniform);
    expect(draw(20, generator.stream('split').uniform)).toEqual(alone);
  });

  it('differs from every other name and every other seed from the first draw', () => {
    const names = ['', 'a', 'b', 'ab', 'ba', 'init.W1', 'init.W2', 'init.W11', 'shuffle', '가'];
    const seeds = [0, 1, 2, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
    const first = seeds.flatMap((seed) => names.map((name) => createGenerator(seed).stream(name).uniform()));
    expect(new Set(first).size).toBe(names.length * seeds.length);
  });

  it('has no correlation with its neighbour', () => {
    const generator = createGenerator(3);
    const [left, right] = [generator.stream('init.W1'), generator.stream('init.W2')];
    const n = 20_000;
    const products = draw(n, () => (left.uniform() - 0.5) * (right.uniform() - 0.5));
    const correlation = (12 * products.reduce((sum, value) => sum + value, 0)) / n;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n));
  });

  it('goes on from a state that was read', () => {
    const stream = createGenerator(5).stream('shuffle');
    draw(13, stream.normal);
    const resumed = resumeStream(stream.readState());
    expect(draw(50, resumed.uniform)).toEqual(draw(50, stream.uniform));
  });

  it('is not moved by changing the state that was read', () => {
    const stream = createGenerator(5).stream('shuffle');
    const expected = createGenerator(5).stream('shuffle').uniform();
    stream.readState().fill(1);
    expect(stream.uniform()).toBe(expected);
  });
});

describe('the distributions', () => {
  it('spread uniform evenly over a hundred bins of [0, 1)', () => {
    const { uniform } = createGenerator(11).stream('bins');
    const bins = new Float64Array(100);
    for (let i = 0; i < 100_000; i++) {
      const bin = Math.floor(uniform() * 100);
      bins[bin] = entry(bins, bin) + 1;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: mean 99, deviation 14; five deviations either way.
    expect(chiSquare).toBeGreaterThan(30);
    expect(chiSquare).toBeLessThan(170);
  });

  it('keep integer below n inside its range and reach both ends', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, n) => {
        const stream = createGenerator(seed).stream('range');
        const seen = new Set(draw(n * 40, () => stream.integer(n)));
        expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...seen)).toBeLessThan(n);
        expect(seen.size).toBeGreaterThan(n * 0.9 - 1);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('do not favour small integers where n does not divide 2^32', () => {
    const stream = createGenerator(2).stream('bias');
    // With plain remainders two thirds of the draws would fall below 2^31.
    const n = 3 * 2 ** 30;
    const low = draw(30_000, () => stream.integer(n)).filter((value) => value < n / 3).length;
    expect(Math.abs(low / 30_000 - 1 / 3)).toBeLessThan(0.015);
  });

  it('give normal numbers mean 0, variance 1 and the right share beyond two deviations', () => {
    const { normal } = createGenerator(4).stream('normal');
    const values = draw(100_000, normal);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const beyond = values.filter((value) => Math.abs(value) > 2).length / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.004);
  });

  it('shuffle keeps every value once, for both kinds of index array', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 200 }), fc.boolean(), (seed, length, signed) => {
        const indices = Array.from({ length }, (_, i) => i);
        const values = signed ? Int32Array.from(indices) : Uint32Array.from(indices);
        createGenerator(seed).stream('shuffle').shuffle(values);
        expect([...values].sort((a, b) => a - b)).toEqual(indices);
      }),
      { seed: 2 },
    );
  });

  it('shuffle makes each order of three values about equally often', () => {
    const { shuffle } = createGenerator(6).stream('orders');
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const values = Int32Array.of(0, 1, 2);
      shuffle(values);
      counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});

describe('bad arguments', () => {
  it.each([-1, 1.5, NaN, 2 ** 53])('refuse the seed %s and say what is accepted', (seed) => {
    expect(() => createGenerator(seed)).toThrow(/seed .*whole number from 0/);
  });

  it.each([0, -3, 2.5, 2 ** 32 + 1])('refuse an integer below %s', (n) => {
    expect(() => createGenerator(1).stream('x').integer(n)).toThrow(RangeError);
  });

  it('refuse a state of four zeros, which the generator would never leave', () => {
    expect(() => resumeStream(new Uint32Array(4))).toThrow(RangeError);
  });
});
