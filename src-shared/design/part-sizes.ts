import type { Recipe } from './recipe.ts';

export interface PartSizes {
  train: number;
  dev: number;
  test: number;
}

/**
 * How many of m examples each part gets: round(share · m), at least one where a share is asked for, and the training
 * part the rest. Null where there are fewer examples than parts.
 */
export function partSizes(examples: number, shares: Recipe['split']): PartSizes | null {
  if (examples < leastExamples(shares)) return null;
  const sizeOf = (share: number) => (share > 0 ? Math.max(1, Math.round(share * examples)) : 0);
  let [dev, test] = [sizeOf(shares.dev), sizeOf(shares.test)];
  // Shares close to 1 can round to everything; the larger part gives way.
  while (dev + test > examples - 1) [dev, test] = dev >= test ? [dev - 1, test] : [dev, test - 1];
  return { train: examples - dev - test, dev, test };
}

/** One example for the training part and for every other part that is asked for. */
export function leastExamples(shares: Recipe['split']): number {
  return 1 + (shares.dev > 0 ? 1 : 0) + (shares.test > 0 ? 1 : 0);
}
