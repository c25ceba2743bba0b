import type { Run } from '#shared/contract/runs.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { hashDataset } from '../datasets/hash.ts';
import { hashManifest } from './manifest.ts';
import type { ReplayDifference } from './replay-report.ts';

/** One thing of a run that is no longer what it was when the run was trained. */
export type Alteration = Required<Omit<ReplayDifference, 'step'>>;

/**
 * Compares a run's manifest with the hashes that were written when the run began.
 *
 * @param current hashes of its design and recipe as they stand in the store now
 */
export function findAlterations(
  run: Run,
  current: { design: string; recipe: string },
  dataset: Dataset,
): Alteration[] {
  const found = [
    compare('design', run.designHash, current.design),
    compare('recipe', run.recipeHash, current.recipe),
    compare('dataset', run.dataset.hash, hashDataset(dataset)),
    run.manifestHash === null ? null : compare('manifest', run.manifestHash, hashManifest(run)),
  ];
  return found.filter((alteration) => alteration !== null);
}

function compare(tensor: string, expected: string, found: string): Alteration | null {
  if (expected === found) return null;
  const reason = `the ${tensor} of the run was altered after it was trained (its SHA-256 is ${short(found)}, recorded is ${short(expected)})`;
  return { tensor, reason, expected, found };
}

/** The start of a hash, enough for a person to tell two apart. */
function short(hash: string): string {
  return `${hash.slice(0, 8)}…`;
}
