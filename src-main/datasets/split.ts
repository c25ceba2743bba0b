import { createGenerator } from '#shared/core/random/generator.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from './dataset.ts';

/** Which examples belong to which part; every example belongs to exactly one. */
export interface Split {
  train: Uint32Array;
  dev: Uint32Array;
  test: Uint32Array;
}

/**
 * Divides the examples at random, by the stream `split` of the seed. Parts have round(share · m) examples, at least
 * one where a share is asked for, and the training part has the rest. Classes are spread over the parts in
 * proportion, to within one example each.
 *
 * @throws ProblemError data.tooFewExamples
 */
export function splitExamples(dataset: Dataset, { split, seed }: Pick<Recipe, 'split' | 'seed'>): Split {
  const { train, dev } = partSizes(dataset, split);
  const order = Uint32Array.from({ length: dataset.examples }, (_, index) => index);
  createGenerator(seed).stream('split').shuffle(order);
  const spread = dataset.classes.length === 0 ? order : spreadClasses(order, dataset);
  return {
    train: spread.slice(0, train),
    dev: spread.slice(train, train + dev),
    test: spread.slice(train + dev),
  };
}

function partSizes({ name, examples }: Dataset, shares: Recipe['split']): { train: number; dev: number } {
  const needed = 1 + (shares.dev > 0 ? 1 : 0) + (shares.test > 0 ? 1 : 0);
  if (examples < needed) throw problem('data.tooFewExamples', { file: name, found: examples, needed });
  const sizeOf = (share: number) => (share > 0 ? Math.max(1, Math.round(share * examples)) : 0);
  let [dev, test] = [sizeOf(shares.dev), sizeOf(shares.test)];
  // Shares close to 1 can round to everything; the larger part gives way.
  while (dev + test > examples - 1) [dev, test] = dev >= test ? [dev - 1, test] : [dev, test - 1];
  return { train: examples - dev - test, dev };
}

/**
 * Reorders examples so that any stretch of them holds every class in proportion: example i of the n of a class is
 * placed at (i + ½) / n.
 */
function spreadClasses(order: Uint32Array, { classes, Y }: Dataset): Uint32Array {
  const members = classes.map((): number[] => []);
  for (const example of order) members[Y[example] ?? 0]?.push(example);
  const placed = members.flatMap((examples, index) =>
    examples.map((example, i) => ({ example, place: (i + 0.5) / examples.length, index })),
  );
  placed.sort((a, b) => a.place - b.place || a.index - b.index);
  return Uint32Array.from(placed, ({ example }) => example);
}
