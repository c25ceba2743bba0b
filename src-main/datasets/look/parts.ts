import { dataParts, type Division } from '#shared/contract/datasets.ts';
import type { PartCounts } from '#shared/contract/data-looks.ts';
import { isProblem } from '#shared/problem.ts';
import type { Dataset } from '../dataset.ts';
import { splitExamples, type Split } from '../split.ts';

/**
 * What a division makes of the examples: each part by class, and how many of it have inputs that training sees too.
 * Empty where the examples cannot be divided like this.
 *
 * @param first as `firstEqualRows` finds it over the inputs
 */
export function countParts(dataset: Dataset, division: Division, first: Int32Array): PartCounts[] {
  const split = splitWhere(dataset, division);
  if (split === null) return [];
  const trained = new Uint8Array(dataset.examples);
  for (const example of split.train) trained[first[example] ?? 0] = 1;
  return dataParts.map((part) => {
    const examples = split[part];
    const seen = part === 'train' ? [] : examples.filter((example) => trained[first[example] ?? 0] === 1);
    return {
      part,
      examples: examples.length,
      classes: countClasses(dataset, examples),
      seenInTraining: seen.length,
    };
  });
}

/** Null where the examples cannot be divided like this. */
function splitWhere(dataset: Dataset, division: Division): Split | null {
  try {
    return splitExamples(dataset, division);
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}

/** Examples of each class; one count of all where there are no classes. */
function countClasses({ classes, Y }: Dataset, examples: Uint32Array): number[] {
  if (classes.length === 0) return [examples.length];
  const counts = classes.map(() => 0);
  for (const example of examples) counts[Y[example] ?? 0] = (counts[Y[example] ?? 0] ?? 0) + 1;
  return counts;
}
