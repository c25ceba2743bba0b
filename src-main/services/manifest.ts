import { createHash } from 'node:crypto';
import type { Run } from '#shared/contract/runs.ts';

/** SHA-256, hex, of a document as the store writes it. */
export function hashDocument(document: unknown): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}

/** SHA-256, hex, over everything that decides a run's numbers; `Run.manifestHash` when it was started. */
export function hashManifest({
  engine,
  designHash,
  recipeHash,
  dataset,
  task,
  examples,
  parent,
}: Pick<Run, 'engine' | 'designHash' | 'recipeHash' | 'dataset' | 'task' | 'examples' | 'parent'>): string {
  const { kind, inputs, outputs } = task;
  const { train, dev, test } = examples;
  return hashDocument([
    engine,
    designHash,
    recipeHash,
    dataset.hash,
    [kind, inputs, outputs],
    [train, dev, test],
    // What a fork took over decides its numbers; whose it was does not.
    ...(parent?.sha256 ? [[parent.step, parent.sha256]] : []),
  ]);
}
