import type { RandomStream } from '#shared/core/random/generator.ts';
import {
  countOption,
  noiseOption,
  planar,
  valueOf,
  type DataGenerator,
  type Example,
  type OptionValues,
} from './generator.ts';

/** Four squares of two classes, the same class across the diagonal: what no straight line can part. */
export const xor: DataGenerator = {
  name: 'xor',
  options: [countOption(400), noiseOption(0.05, 1)],
  features: planar,
  classes: () => 2,
  draw: (i, options, random) => drawInCell(i, 2, options, random),
};

/** A board of `cells` by `cells` squares whose classes alternate. */
export const checkerboard: DataGenerator = {
  name: 'checkerboard',
  options: [
    countOption(1000),
    noiseOption(0, 1),
    { name: 'cells', default: 4, min: 2, max: 10, integer: true },
  ],
  features: planar,
  classes: () => 2,
  draw: (i, options, random) => drawInCell(i, valueOf(options, 'cells'), options, random),
};

/** A point of class i mod 2, even over that class's squares of a board from −1 to 1. */
function drawInCell(i: number, cells: number, options: OptionValues, random: RandomStream): Example {
  const noise = valueOf(options, 'noise');
  const y = i % 2;
  // On an odd board the two classes have different numbers of squares: draw until one fits.
  let [row, column] = [random.integer(cells), random.integer(cells)];
  while ((row + column) % 2 !== y) [row, column] = [random.integer(cells), random.integer(cells)];
  const place = (cell: number) => (2 * (cell + random.uniform())) / cells - 1 + noise * random.normal();
  return { x: [place(column), place(row)], y };
}
