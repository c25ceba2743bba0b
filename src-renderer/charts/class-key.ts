/** Colours that can be told apart; the last one is grey. */
const colours = 8;

/** One stack of a bar, or one line of its key. */
export interface ClassGroup {
  name: string;
  /** N of the token `--series-N`. */
  series: number;
  counts: number[];
}

/**
 * Counts class by class, each in its colour; past eight classes, those from the eighth on together in grey.
 *
 * @param others what to call those, by how many they are
 */
export function groupClasses(
  names: readonly string[],
  counts: readonly (readonly number[])[],
  others: (count: number) => string,
): ClassGroup[] {
  const own = names.length <= colours ? names.length : colours - 1;
  const groups = names.slice(0, own).map((name, index) => ({
    name,
    series: index + 1,
    counts: [...(counts[index] ?? [])],
  }));
  if (own === names.length) return groups;
  const rest = counts.slice(own);
  const sums = (rest[0] ?? []).map((_, bin) => rest.reduce((sum, row) => sum + (row[bin] ?? 0), 0));
  return [...groups, { name: others(names.length - own), series: colours, counts: sums }];
}
