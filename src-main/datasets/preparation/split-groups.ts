import type { PartSizes } from '#shared/design/part-sizes.ts';
import { problem } from '#shared/problem.ts';
import { unpackGroups } from './treatment.ts';

const parts = ['train', 'dev', 'test'] as const;

/**
 * Divides whole groups: one after the other, in the order of their first example, goes to the part that lacks the most.
 * Every part that is asked for gets a group before any gets more than it should have.
 *
 * @param order every example, shuffled
 * @throws ProblemError data.tooFewGroups
 */
export function splitGroups(
  order: Uint32Array,
  sizes: PartSizes,
  { file, column, groups }: { file: string; column: string; groups: string },
): Record<(typeof parts)[number], Uint32Array> {
  const members = new Map<number, number[]>();
  const groupOf = unpackGroups(groups);
  for (const example of order) {
    const group = groupOf[example] ?? 0;
    const known = members.get(group);
    if (known === undefined) members.set(group, [example]);
    else known.push(example);
  }
  const wanted = parts.filter((part) => sizes[part] > 0);
  if (members.size < wanted.length)
    throw problem('data.tooFewGroups', { file, column, found: members.size, needed: wanted.length });
  const taken: Record<(typeof parts)[number], number[]> = { train: [], dev: [], test: [] };
  let left = members.size;
  for (const group of members.values()) {
    const empty = wanted.filter((part) => taken[part].length === 0);
    const open = empty.length >= left ? empty : wanted;
    const lack = (part: (typeof parts)[number]) => sizes[part] - taken[part].length;
    const part = open.reduce((most, one) => (lack(one) > lack(most) ? one : most));
    for (const example of group) taken[part].push(example);
    left -= 1;
  }
  return {
    train: Uint32Array.from(taken.train),
    dev: Uint32Array.from(taken.dev),
    test: Uint32Array.from(taken.test),
  };
}
