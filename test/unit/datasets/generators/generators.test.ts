import { describe, expect, it } from 'vitest';
import type { DataGenerator } from '#main/datasets/generators/generator.ts';
import { generateDataset } from '#main/datasets/generators/generate.ts';
import { parseOptions } from '#main/datasets/generators/options.ts';
import { generators } from '#main/datasets/generators/table.ts';

const byName = new Map(generators.map((generator) => [generator.name, generator]));

function make(name: string, options = '') {
  const generator = byName.get(name);
  if (generator === undefined) throw new Error(`no generator ${name}`);
  return generateDataset(generator, parseOptions(generator, options));
}

function countClasses(dataset: ReturnType<typeof make>): number[] {
  return dataset.classes.map((_, index) => dataset.Y.filter((y) => y === index).length);
}

const rows = (dataset: ReturnType<typeof make>) =>
  Array.from({ length: dataset.examples }, (_, row) => ({
    x: Array.from(dataset.X.subarray(row * dataset.task.inputs, (row + 1) * dataset.task.inputs)),
    y: dataset.Y[row] ?? Number.NaN,
  }));

describe.each(generators.map((generator): [string, DataGenerator] => [generator.name, generator]))(
  'the generator %s',
  (name, generator) => {
    it('makes the same bytes twice from one seed', () => {
      const [first, second] = [make(name, 'seed=5'), make(name, 'seed=5')];
      expect(second.X).toEqual(first.X);
      expect(second.Y).toEqual(first.Y);
      expect(second.hash).toBe(first.hash);
    });

    it('makes other examples from another seed', () => {
      expect(make(name, 'seed=6').hash).not.toBe(make(name, 'seed=5').hash);
    });

    it('makes exactly n examples of finite numbers', () => {
      const dataset = make(name, 'n=37');
      expect(dataset.examples).toBe(37);
      expect(dataset.X).toHaveLength(37 * dataset.features.length);
      expect(dataset.Y).toHaveLength(37);
      expect([...dataset.X, ...dataset.Y].every(Number.isFinite)).toBe(true);
      expect(dataset.task.inputs).toBe(dataset.features.length);
    });

    it('gives every class as many examples, to within one', () => {
      const counts = countClasses(make(name, 'n=101'));
      if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    });

    it('offers defaults that it accepts itself', () => {
      for (const option of generator.options)
        expect(() => parseOptions(generator, `${option.name}=${option.default}`)).not.toThrow();
    });
  },
);

describe('what the generators make', () => {
  it('is offered under the ten names of the command line', () => {
    expect(generators.map(({ name }) => name).join(' ')).toBe(
      'moons circles spirals blobs xor checkerboard flower parity sawtooth sine',
    );
  });

  it('is the same on every machine: the hash of the default spirals is known', () => {
    expect(make('spirals').hash).toBe('4ea59b3872bfb1e8a5ac903f9d6020102d1df241c1b0f14d61695b419fff3f89');
  });

  it('has a binary task for two classes and a multiclass task for more', () => {
    expect(make('spirals').task).toEqual({ kind: 'binary', inputs: 2, outputs: 1 });
    expect(make('spirals', 'classes=6').task).toEqual({ kind: 'multiclass', inputs: 2, outputs: 6 });
    expect(make('spirals', 'classes=3').classes).toEqual(['0', '1', '2']);
  });

  it('is a regression on one input for the waves', () => {
    expect(make('sine')).toMatchObject({ features: ['x'], target: 'y', classes: [] });
    expect(make('sawtooth').task).toEqual({ kind: 'regression', inputs: 1, outputs: 1 });
  });

  it('lies on circles of radius ½ and 1 without noise', () => {
    for (const { x, y } of rows(make('circles', 'noise=0')))
      expect(Math.hypot(...x)).toBeCloseTo(y === 0 ? 0.5 : 1, 6);
  });

  it('lies on two half moons without noise', () => {
    for (const { x, y } of rows(make('moons', 'noise=0'))) {
      const [x1 = 0, x2 = 0] = x;
      expect(y === 0 ? Math.hypot(x1, x2) : Math.hypot(x1 - 1, x2 - 0.5)).toBeCloseTo(1, 6);
      expect(y === 0 ? x2 >= 0 : x2 <= 0.5).toBe(true);
    }
  });

  it('lies on spiral arms whose angle grows with the radius', () => {
    for (const { x, y } of rows(make('spirals', 'noise=0,turns=1'))) {
      const [x1 = 0, x2 = 0] = x;
      const radius = Math.hypot(x1, x2);
      const angle = 2 * Math.PI * (radius + y / 2);
      expect(x1).toBeCloseTo(radius * Math.cos(angle), 5);
      expect(x2).toBeCloseTo(radius * Math.sin(angle), 5);
    }
  });

  it('marks opposite quadrants alike in xor', () => {
    for (const { x, y } of rows(make('xor', 'noise=0')))
      expect(y).toBe((x[0] ?? 0) < 0 === (x[1] ?? 0) < 0 ? 0 : 1);
  });

  it('alternates over the squares of a checkerboard', () => {
    const square = (value: number) => Math.floor(((value + 1) / 2) * 5);
    for (const { x, y } of rows(make('checkerboard', 'cells=5')))
      expect(y).toBe((square(x[0] ?? 0) + square(x[1] ?? 0)) % 2);
  });

  it('stays within the petals of the flower without noise', () => {
    for (const { x } of rows(make('flower', 'noise=0'))) {
      const angle = Math.atan2(x[0] ?? 0, x[1] ?? 0);
      expect(Math.hypot(...x)).toBeCloseTo(4 * Math.abs(Math.sin(4 * angle)), 4);
    }
  });

  it('holds every pattern of bits equally often, and the class says whether the ones are odd', () => {
    const seen = new Map<string, number>();
    for (const { x, y } of rows(make('parity', 'bits=4,n=160'))) {
      expect(y).toBe(x.reduce((sum, bit) => sum + bit, 0) % 2);
      seen.set(x.join(''), (seen.get(x.join('')) ?? 0) + 1);
    }
    expect(seen.size).toBe(16);
    expect(new Set(seen.values())).toEqual(new Set([10]));
  });

  it('draws as many teeth as asked for', () => {
    for (const { x, y } of rows(make('sawtooth', 'teeth=2,noise=0'))) {
      const along = (x[0] ?? 0) + 1;
      expect(y).toBeCloseTo(2 * (along % 1) - 1, 5);
    }
  });

  it('draws the sine over whole periods', () => {
    for (const { x, y } of rows(make('sine', 'waves=3,noise=0')))
      expect(y).toBeCloseTo(Math.sin(3 * Math.PI * (x[0] ?? 0)), 5);
  });
});
