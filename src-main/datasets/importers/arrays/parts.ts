import type { StoredArray } from '../../../formats/stored-array.ts';

/** What an array's name says: of which quantity, and for which part of the examples. */
interface NamedPart {
  base: string;
  part?: string;
}

const partNames = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['dev', 'dev'],
  ['val', 'dev'],
  ['valid', 'dev'],
  ['validation', 'dev'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** The parts in the order in which their rows follow each other. */
const partOrder = ['train', 'dev', 'test'];

/** One quantity: its arrays, one for each part. */
export interface PartedArrays {
  name: string;
  arrays: readonly StoredArray[];
}

/**
 * Arrays that come as `x_train` and `x_test`, `train_set_x` and `test_set_x`, …: those that every part has.
 *
 * @returns undefined where there is no training part, or nothing beside it
 */
export function findParts(
  arrays: readonly StoredArray[],
): { parts: string[]; quantities: PartedArrays[] } | undefined {
  const byBase = new Map<string, Map<string, StoredArray>>();
  for (const array of arrays) {
    const { base, part } = splitName(array.name);
    if (part === undefined) continue;
    const found = byBase.get(base) ?? new Map<string, StoredArray>();
    // A name said twice, such as X_train and x-train, is not guessed at.
    if (found.has(part)) return undefined;
    byBase.set(base, found.set(part, array));
  }
  const parts = partOrder.filter((part) => [...byBase.values()].some((found) => found.has(part)));
  if (parts[0] !== 'train' || parts.length < 2) return undefined;
  const quantities = [...byBase].flatMap(([name, found]) => {
    const inOrder = parts.flatMap((part) => found.get(part) ?? []);
    return inOrder.length === parts.length ? [{ name, arrays: inOrder }] : [];
  });
  return quantities.length === 0 ? undefined : { parts, quantities };
}

/** The part that a word names: `Training` is train, `valid` is dev. */
export function partOf(word: string): string | undefined {
  return partNames.get(word.toLowerCase());
}

/** `train_set_x` is x of the training part; `X_test` is X of the test part; `weights` is of none. */
function splitName(name: string): NamedPart {
  const short = /^([xy])(train|val|dev|test)$/i.exec(name);
  const words = (short === null ? name : `${short[1]}_${short[2]}`)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split(/[_\-. /]+/)
    .filter((word) => word !== '');
  const at = words.findIndex((word) => partOf(word) !== undefined);
  const part = partOf(words[at] ?? '');
  if (part === undefined) return { base: name };
  const base = words.filter((word, k) => k !== at && !/^sets?$/i.test(word)).join('_');
  return { base: base === '' ? 'x' : base, part };
}
