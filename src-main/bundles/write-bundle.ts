import { activeStatuses, type Run } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';
import type { Sink } from '../formats/whole-file.ts';
import type { RunRecord, StoreClient } from '../store/api.ts';
import { BundleWriter } from './bundle-writer.ts';
import { toExampleBytes } from './dataset-bytes.ts';
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
import { BundledRunSchema, type BundledCheckpoint, type BundledRun, type RunFacts } from './schemas.ts';
import { toSeriesBytes } from './series-bytes.ts';

export type BundleStore = Pick<
  StoreClient,
  'readRecord' | 'readCheckpoint' | 'readDataset' | 'describeDataset'
>;

export interface BundleChoices {
  /** Ids. */
  runs: readonly string[];
  /** Whether the examples of their datasets come along. */
  data: boolean;
  checkpoints: boolean;
}

/**
 * Writes runs as a bundle. A run that has not ended is written as it stands now, interrupted.
 *
 * @throws ProblemError store.damaged, bundle.tooLargeToWrite
 */
export async function writeBundle(
  sink: Sink,
  store: BundleStore,
  { runs, data, checkpoints }: BundleChoices,
  { program, now }: { program: string; now: number },
): Promise<void> {
  const writer = new BundleWriter(sink);
  const written: Pick<Run, 'id' | 'createdAt'>[] = [];
  for (const id of new Set(runs)) {
    const record = await store.readRecord(id);
    await writeRun(writer, store, record, checkpoints, now);
    await writeDataset(writer, store, record.run.dataset.hash, data);
    written.push(record.run);
  }
  // A child is made after its parent.
  const order = written.sort((a, b) => a.createdAt - b.createdAt);
  await writer.end({ program, createdAt: now, runs: order.map(({ id }) => id) });
}

async function writeRun(
  writer: BundleWriter,
  store: BundleStore,
  record: RunRecord,
  withCheckpoints: boolean,
  now: number,
): Promise<void> {
  const { run, groups, hashes } = record;
  const saved: BundledCheckpoint[] = [];
  for (const { step, kind } of withCheckpoints ? record.checkpoints : []) {
    const checkpoint = await store.readCheckpoint(run.id, { step, kind });
    // One of a run that still trains may have been let go since.
    if (checkpoint === null) continue;
    const { run: _run, tensors, ...facts } = checkpoint;
    saved.push({ ...facts, tensors: tensors.map(({ bytes: _bytes, ...tensor }) => tensor) });
    await writer.add(
      checkpointEntry(run.id, checkpoint),
      tensors.map(({ bytes }) => bytes),
    );
  }
  if (!writer.has(designEntry(run.designHash)))
    await writer.addText(designEntry(run.designHash), record.design);
  if (!writer.has(recipeEntry(run.recipeHash)))
    await writer.addText(recipeEntry(run.recipeHash), record.recipe);
  const facts: RunFacts = {
    run: toBundledRun(run, now),
    series: groups.map(({ group, keys, steps }) => ({ group, keys, rows: steps.length })),
    checkpoints: saved,
  };
  await writer.addText(runEntry(run.id), JSON.stringify(facts));
  await writer.addText(hashesEntry(run.id), JSON.stringify(hashes));
  await writer.add(seriesEntry(run.id), toSeriesBytes(groups));
}

/** A run as a bundle says it: ended, and its labels without what would move a terminal's cursor. */
export function toBundledRun(run: Run, now: number): BundledRun {
  const plain = (text: string) => text.replaceAll(/\p{Cc}/gu, ' ');
  const said: Run = {
    ...run,
    name: plain(run.name).slice(0, 120),
    tags: run.tags.map(plain),
    dataset: { ...run.dataset, source: plain(run.dataset.source), name: plain(run.dataset.name) },
    ...(activeStatuses.includes(run.status) ? { status: 'interrupted', endedAt: now, failure: null } : {}),
  };
  const fields = Object.keys(BundledRunSchema.entries) as (keyof BundledRun)[];
  return Object.fromEntries(fields.map((field) => [field, said[field]])) as unknown as BundledRun;
}

async function writeDataset(
  writer: BundleWriter,
  store: BundleStore,
  hash: string,
  withExamples: boolean,
): Promise<void> {
  if (writer.has(datasetEntry(hash))) return;
  const facts = await store.describeDataset(hash);
  if (facts === null) throw problem('data.notInStore', { hash });
  const dataset = withExamples && facts.hasExamples ? await store.readDataset(hash) : null;
  const { hasExamples: _hasExamples, ...said } = facts;
  await writer.addText(datasetEntry(hash), JSON.stringify(said));
  if (dataset !== null) await writer.add(examplesEntry(hash), toExampleBytes(dataset));
}
