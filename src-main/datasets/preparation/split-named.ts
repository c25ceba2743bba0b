import { partSizes } from '#shared/design/part-sizes.ts';
import type { Recipe } from '#shared/design/recipe.ts';

/** What a word names, whatever its case. */
const names: Record<string, number> = {
  train: 0,
  training: 0,
  dev: 1,
  val: 1,
  valid: 1,
  validation: 1,
  test: 2,
  testing: 2,
};

/** 0 for a name of the training part, 1 for dev, 2 for test; undefined for any other word. */
export function partNumber(word: string): number | undefined {
  const name = word.trim().toLowerCase();
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

export function packParts(parts: Uint8Array): string {
  return Buffer.from(parts.buffer, parts.byteOffset, parts.byteLength).toString('base64');
}

/**
 * Divides as the data itself says. A part that it does not have is taken from the training part, as large as the recipe
 * wants it.
 *
 * @param order every example, shuffled
 * @returns null where there are fewer examples than parts
 */
export function splitNamed(
  order: Uint32Array,
  split: Recipe['split'],
  packed: string,
): Record<'train' | 'dev' | 'test', Uint32Array> | null {
  const parts = Buffer.from(packed, 'base64');
  const of = (part: number) => order.filter((example) => parts[example] === part);
  const [rest, dev, test] = [of(0), of(1), of(2)];
  const sizes = partSizes(rest.length, {
    dev: dev.length > 0 ? 0 : split.dev,
    test: test.length > 0 ? 0 : split.test,
  });
  if (sizes === null) return null;
  const toDev = sizes.train + sizes.dev;
  return {
    train: rest.slice(0, sizes.train),
    dev: dev.length > 0 ? dev : rest.slice(sizes.train, toDev),
    test: test.length > 0 ? test : rest.slice(toDev),
  };
}
