import { createGenerator } from '#shared/core/random/generator.ts';
import { leastExamples, partSizes } from '#shared/design/part-sizes.ts';
import type { Recipe } from '#shared/design/recipe.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from './dataset.ts';
import { splitGroups } from './preparation/split-groups.ts';
import { splitNamed } from './preparation/split-named.ts';

/** Which examples belong to which part; every example belongs to exactly one. */
export interface Split {
  train: Uint32Array;
  dev: Uint32Array;
  test: Uint32Array;
}

/**
 * Divides the examples at random, by the stream `split` of the seed, into parts of `partSizes`. Classes are spread over
 * the parts in proportion, to within one example each, unless the dataset's treatment divides it in another way.
 *
 * @throws ProblemError data.tooFewExamples, data.tooFewGroups
 */
export function splitExamples(dataset: Dataset, { split, seed }: Pick<Recipe, 'split' | 'seed'>): Split {
  const { name, examples } = dataset;
  const sizes = partSizes(examples, split);
  if (sizes === null) return refuseFew(dataset, split);
  const { train, dev } = sizes;
  const way = dataset.treatment?.split;
  const order = Uint32Array.from({ length: examples }, (_, index) => index);
  createGenerator(seed).stream('split').shuffle(order);
  if (way?.kind === 'group') return splitGroups(order, sizes, { file: name, ...way });
  const spread =
    dataset.classes.length === 0 || way?.kind === 'random' ? order : spreadClasses(order, dataset);
  if (way?.kind === 'column') return splitNamed(spread, split, way.parts) ?? refuseFew(dataset, split);
  return {
    train: spread.slice(0, train),
    dev: spread.slice(train, train + dev),
    test: spread.slice(train + dev),
  };
}

function refuseFew({ name, examples }: Dataset, split: Recipe['split']): never {
  throw problem('data.tooFewExamples', { file: name, found: examples, needed: leastExamples(split) });
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
