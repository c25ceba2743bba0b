import type { BundleReader } from './bundle-reader.ts';
import { readDatasetFacts, readExamples } from './check-dataset.ts';
import { checkNumbers } from './check-numbers.ts';
import {
  checkpointEntry,
  datasetEntry,
  designEntry,
  examplesEntry,
  hashesEntry,
  recipeEntry,
  runEntry,
  seriesEntry,
} from './layout.ts';
import { readRun } from './read-run.ts';
import type { BundledRun, DatasetFacts } from './schemas.ts';

/** What a bundle holds, after every byte of it has been read and every hash in it verified. */
export interface BundleContents {
  /** Parents before their children. */
  runs: BundleRun[];
  /** By hash; `hasExamples` where they come along. */
  datasets: Map<string, DatasetFacts & { hasExamples: boolean }>;
}

export interface BundleRun {
  run: BundledRun;
  /** By `hashContent`. */
  content: string;
  checkpoints: number;
  /** Of its entries in the bundle. */
  bytes: number;
}

/**
 * Reads a bundle from its first to its last byte. One entry is in memory at a time.
 *
 * @throws ProblemError bundle.…
 */
export async function verifyBundle(reader: BundleReader): Promise<BundleContents> {
  const contents: BundleContents = { runs: [], datasets: new Map() };
  const claimed = new Set<string>();
  for (const id of reader.list.runs) {
    if (claimed.has(runEntry(id))) throw reader.refuse.twice(runEntry(id));
    const whole = await readRun(reader, id);
    await checkNumbers(reader, whole);
    const { run, content, checkpoints } = whole;
    const own = [
      ...[runEntry(id), hashesEntry(id), seriesEntry(id)],
      ...checkpoints.map((checkpoint) => checkpointEntry(id, checkpoint)),
    ];
    const bytes = own.reduce((sum, name) => sum + reader.place(name).size, 0);
    contents.runs.push({ run, content, checkpoints: checkpoints.length, bytes });
    await takeDataset(reader, run, contents);
    const shared = [designEntry(run.designHash), recipeEntry(run.recipeHash)];
    for (const name of [...own, ...shared, ...datasetEntries(run.dataset.hash)]) claimed.add(name);
  }
  for (const name of reader.names) if (!claimed.has(name)) throw reader.refuse.name(name);
  return contents;
}

async function takeDataset(
  reader: BundleReader,
  run: BundledRun,
  { datasets }: BundleContents,
): Promise<void> {
  const { hash } = run.dataset;
  const known = datasets.get(hash);
  const facts = known ?? (await readDatasetFacts(reader, hash));
  const { kind, inputs, outputs } = facts.task;
  if (run.task.kind !== kind || run.task.inputs !== inputs || run.task.outputs !== outputs)
    throw reader.refuse.content(runEntry(run.id), 'task', run.task.kind, 'the task of its data is accepted');
  if (known !== undefined) return;
  const hasExamples = reader.has(examplesEntry(hash));
  if (hasExamples) await readExamples(reader, facts);
  datasets.set(hash, { ...facts, hasExamples });
}

function datasetEntries(hash: string): string[] {
  return [datasetEntry(hash), examplesEntry(hash)];
}
