import { createHash } from 'node:crypto';
import type { DataPlace, RunFate } from '#shared/contract/bundles.ts';
import { isProblem } from '#shared/problem.ts';
import { hashContent } from '../bundles/run-content.ts';
import { toSeriesBytes } from '../bundles/series-bytes.ts';
import type { BundleContents, BundleRun } from '../bundles/verify-bundle.ts';
import { toBundledRun } from '../bundles/write-bundle.ts';
import type { StoreClient } from '../store/api.ts';
import type { DatasetService } from './datasets.ts';

/** What becomes of a run of a bundle in this store. */
export interface Fate {
  fate: RunFate;
  /** The run that it is already, where it is known. */
  known: { id: string; name: string } | null;
}

export async function findFate(store: StoreClient, { run, content }: BundleRun): Promise<Fate> {
  const similar = await store.findSimilar(run);
  for (const id of similar) {
    const found = await contentOf(store, id);
    if (found?.content === content) return { fate: 'known', known: { id, name: found.name } };
  }
  return { fate: similar.includes(run.id) ? 'different' : 'new', known: null };
}

/** Null for a run of this store that is damaged or set aside: then it is not what the bundle holds. */
async function contentOf(store: StoreClient, id: string): Promise<{ content: string; name: string } | null> {
  try {
    const { run, groups, hashes } = await store.readRecord(id);
    const series = groups.map(({ group, keys, steps }) => ({ group, keys, rows: steps.length }));
    const sha256 = createHash('sha256');
    for (const part of toSeriesBytes(groups)) sha256.update(part);
    const content = hashContent(toBundledRun(run, run.createdAt), series, sha256.digest('hex'), hashes);
    return { content, name: run.name };
  } catch (error) {
    const isOfTheStore =
      isProblem(error) && error.code.startsWith('store.') && error.code !== 'store.damaged';
    if (!isProblem(error) || isOfTheStore) throw error;
    return null;
  }
}

/** Where the data of a run will be found once the bundle is kept. */
export async function findData(
  store: StoreClient,
  datasets: DatasetService,
  contents: BundleContents,
  hash: string,
): Promise<DataPlace> {
  if ((await store.describeDataset(hash))?.hasExamples) return 'store';
  const facts = contents.datasets.get(hash);
  if (facts?.hasExamples) return 'bundle';
  const made = facts && facts.origin !== 'imported' ? await datasets.makeAgain(facts) : null;
  return made === null ? 'absent' : 'builtIn';
}
