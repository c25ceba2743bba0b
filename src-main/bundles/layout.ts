import type { CheckpointPlace } from '../store/api.ts';

/**
 * Where everything stands in a bundle. The same grammar writes names and judges those that are read: a name outside of
 * it never comes near a path.
 */
export const bundleFormat = 'layerbench/bundle@1';
export const bundleEnding = '.layerbench';
export const listEntry = 'bundle.json';

/** What a bundle may hold; more is refused before it is read. */
export const limits = {
  entries: 16_384,
  runs: 2_000,
  /** Bytes of the list of entries, of a run's or a dataset's JSON, of a design or recipe. */
  list: 16 * 2 ** 20,
  facts: 16 * 2 ** 20,
  document: 2 ** 20,
  /** Bytes of numbers in one entry. */
  numbers: 2 ** 30,
  jsonDepth: 32,
} as const;

export const designEntry = (hash: string) => `designs/${hash}.json`;
export const recipeEntry = (hash: string) => `recipes/${hash}.json`;
export const datasetEntry = (hash: string) => `datasets/${hash}.json`;
export const examplesEntry = (hash: string) => `datasets/${hash}.bin`;
export const runEntry = (id: string) => `runs/${id}/run.json`;
export const hashesEntry = (id: string) => `runs/${id}/hashes.json`;
export const seriesEntry = (id: string) => `runs/${id}/series.bin`;
export const checkpointEntry = (id: string, { step, kind }: CheckpointPlace) =>
  `runs/${id}/checkpoints/${step}-${kind}.bin`;

export const hashPattern = /^[0-9a-f]{64}$/;
/** `constructor` fits the letters and is what every object has. */
export const idPattern = /^(?!constructor$)[0-9a-z]{4,40}$/;

const grammar: readonly { pattern: RegExp; most: number }[] = [
  { pattern: /^bundle\.json$/, most: limits.list },
  { pattern: /^(designs|recipes)\/[0-9a-f]{64}\.json$/, most: limits.document },
  { pattern: /^datasets\/[0-9a-f]{64}\.json$/, most: limits.facts },
  { pattern: /^datasets\/[0-9a-f]{64}\.bin$/, most: limits.numbers },
  { pattern: /^runs\/(?!constructor\/)[0-9a-z]{4,40}\/(run|hashes)\.json$/, most: limits.facts },
  { pattern: /^runs\/(?!constructor\/)[0-9a-z]{4,40}\/series\.bin$/, most: limits.numbers },
  {
    pattern:
      /^runs\/(?!constructor\/)[0-9a-z]{4,40}\/checkpoints\/\d{1,10}-(start|keyframe|recovery|best|end)\.bin$/,
    most: limits.numbers,
  },
];

/** The most bytes that an entry of this name may have; null for a name that no bundle has. */
export function mostBytesOf(name: string): number | null {
  return grammar.find(({ pattern }) => pattern.test(name))?.most ?? null;
}
