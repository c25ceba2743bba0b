import { createHash } from 'node:crypto';
import type { HashedMoment } from '../store/api.ts';
import type { BundledRun, RunFacts } from './schemas.ts';

/**
 * SHA-256, hex, over everything in a run that never changes: by it two stores find that they hold the same run. Left out
 * are its name and tags, which a person may change, its id, which another store may have given, and its checkpoints, which
 * are thinned out; what they come to stands in `weightsSha256` and the hashes of the parameters. The manifest's hash adds
 * nothing to what it is made of.
 *
 * @param seriesSha256 of series.bin
 */
export function hashContent(
  run: BundledRun,
  series: RunFacts['series'],
  seriesSha256: string,
  moments: readonly HashedMoment[],
): string {
  const { id: _id, name: _name, tags: _tags, manifestHash: _manifestHash, parent, ...constant } = run;
  const content = {
    run: { ...constant, parent: parent && { step: parent.step, sha256: parent.sha256 } },
    series,
    seriesSha256,
    moments: moments.map(({ step, moment, tensors }) => ({ step, moment, tensors })),
  };
  return createHash('sha256')
    .update(JSON.stringify(inOrder(content)))
    .digest('hex');
}

/** The same value with the keys of every object in alphabetical order; an absent one is left out. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, inOrder(field)]),
  );
}
