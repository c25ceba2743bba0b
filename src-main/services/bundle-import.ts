import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { BundlePreview, DataPlace, ImportReport, ImportedRun } from '#shared/contract/bundles.ts';
import type { Run } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';
import { BundleReader } from '../bundles/bundle-reader.ts';
import { readExamples } from '../bundles/check-dataset.ts';
import { tensorSize } from '../bundles/check-numbers.ts';
import { examplesSize } from '../bundles/dataset-bytes.ts';
import { checkpointEntry, seriesEntry } from '../bundles/layout.ts';
import { readRun, type ReadRun } from '../bundles/read-run.ts';
import { fromSeriesBytes } from '../bundles/series-bytes.ts';
import { verifyBundle, type BundleContents, type BundleRun } from '../bundles/verify-bundle.ts';
import type { CheckpointInFile, ImportedRecord, RunOwner, StoreClient } from '../store/api.ts';
import { findData, findFate } from './bundle-fates.ts';
import type { DatasetService } from './datasets.ts';
import type { Live } from './live.ts';
import { newRunId } from './run-record.ts';

export interface BundleImportParts {
  store: StoreClient;
  datasets: DatasetService;
  live: Live;
  owner: RunOwner;
  storeFile: string;
}

/** Looking into bundles and keeping what is in them. A bundle is read and judged whole before anything is kept. */
export class BundleImport {
  readonly #parts: BundleImportParts;

  constructor(parts: BundleImportParts) {
    this.#parts = parts;
  }

  /**
   * Reads a bundle whole and says what would become of it.
   *
   * @param name what the person calls the file
   * @throws ProblemError file.missing, file.unreadable, bundle.…
   */
  async look(file: string, name: string): Promise<BundlePreview> {
    const { store, datasets } = this.#parts;
    return reading(file, name, async (reader) => {
      const contents = await verifyBundle(reader);
      const runs: BundlePreview['runs'] = [];
      for (const found of contents.runs) {
        const { id, status, createdAt, dataset, parameters } = found.run;
        const { fate } = await findFate(store, found);
        const data = await findData(store, datasets, contents, dataset.hash);
        const { checkpoints, bytes } = found;
        const said = { name: found.run.name, dataset: dataset.name };
        runs.push({ run: id, ...said, status, createdAt, parameters, checkpoints, bytes, fate, data });
      }
      const { program, createdAt } = reader.list;
      return {
        fileName: name,
        bytes: reader.bytes,
        program,
        createdAt,
        runs,
        datasets: await this.#data(contents),
      };
    });
  }

  /**
   * Keeps the runs that are new or different, each in one transaction, parents before their children.
   *
   * @param signal ends it after the run that is being written; the report then says what was kept
   * @throws ProblemError as `look`, and bundle.noRoom; nothing was changed then. record.changed and store.unwritable may
   * come between two runs
   */
  async keep(file: string, name: string, signal?: AbortSignal): Promise<ImportReport> {
    return reading(file, name, async (reader) => {
      const contents = await verifyBundle(reader);
      await this.requireRoom(name, reader.bytes);
      const report: ImportReport = { imported: [], skipped: [] };
      const idOf = new Map<string, string>();
      for (const found of contents.runs) {
        if (signal?.aborted) break;
        const kept = await this.#keepRun(reader, contents, found, idOf);
        idOf.set(found.run.id, kept.run);
        (kept.fate === 'known' ? report.skipped : report.imported).push(kept);
      }
      return report;
    });
  }

  async #keepRun(
    reader: BundleReader,
    contents: BundleContents,
    found: BundleRun,
    idOf: ReadonlyMap<string, string>,
  ): Promise<ImportedRun> {
    const { store, live, owner } = this.#parts;
    const { id: from } = found.run;
    const { fate, known } = await findFate(store, found);
    const { place, dataset } = await this.#bringData(reader, contents, found.run.dataset.hash);
    if (known !== null) {
      if (dataset !== null && 'X' in dataset) await store.putDataset(dataset);
      return { run: known.id, name: known.name, from, fate, data: place };
    }
    const whole = await readRun(reader, from);
    const run = toRun(whole, idOf);
    if (fate === 'different') {
      run.id = newRunId();
      run.name = await this.#freeName(run.name);
    }
    const kept = await store.importRecord(
      {
        run,
        dataset,
        groups: fromSeriesBytes(await reader.read(seriesEntry(from)), whole.series),
        hashes: whole.moments,
        checkpoints: whole.checkpoints.map((checkpoint) => inFile(reader, from, checkpoint)),
      },
      owner,
    );
    live.runChanged(kept);
    return { run: kept.id, name: kept.name, from, fate, data: place };
  }

  /** What of a dataset is to be put into the store, where it is not there already. */
  async #bringData(
    reader: BundleReader,
    contents: BundleContents,
    hash: string,
  ): Promise<{ place: DataPlace; dataset: ImportedRecord['dataset'] }> {
    const { store, datasets } = this.#parts;
    const place = await findData(store, datasets, contents, hash);
    const facts = contents.datasets.get(hash);
    if (place === 'store' || facts === undefined) return { place, dataset: null };
    const { hasExamples: _hasExamples, ...said } = facts;
    if (place === 'bundle') return { place, dataset: await readExamples(reader, said) };
    const made = place === 'builtIn' ? await datasets.makeAgain(facts) : null;
    return made === null ? { place: 'absent', dataset: said } : { place, dataset: made };
  }

  async #data({ datasets }: BundleContents): Promise<BundlePreview['datasets']> {
    const listed: BundlePreview['datasets'] = [];
    for (const facts of datasets.values()) {
      if (!facts.hasExamples) continue;
      const isNew = !(await this.#parts.store.describeDataset(facts.hash))?.hasExamples;
      listed.push({ name: facts.name, examples: facts.examples, bytes: examplesSize(facts), isNew });
    }
    return listed;
  }

  /** `NAME (2)`: a name nobody has yet. */
  async #freeName(name: string): Promise<string> {
    const taken = new Set((await this.#parts.store.listRuns()).map((run) => run.name));
    const stem = name.replace(/ \(\d+\)$/, '').slice(0, 110);
    for (let n = 2; ; n += 1) if (!taken.has(`${stem} (${n})`)) return `${stem} (${n})`;
  }

  /** Every run is written twice: into the log of its transaction, then into the store. */
  async requireRoom(file: string, bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(path.dirname(path.resolve(this.#parts.storeFile)));
    const needed = 2 * bytes;
    if (bavail * bsize < needed)
      throw problem('bundle.noRoom', { file, needed: inMiB(needed), free: inMiB(bavail * bsize) });
  }
}

async function reading<T>(
  file: string,
  name: string,
  work: (reader: BundleReader) => Promise<T>,
): Promise<T> {
  const reader = BundleReader.open(file, name);
  try {
    return await work(reader);
  } finally {
    reader.close();
  }
}

/** The run as the store keeps it. A parent that came in under another id is named by it. */
function toRun({ run, design, recipe }: ReadRun, idOf: ReadonlyMap<string, string>): Run {
  const { parent } = run;
  return { ...run, design, recipe, parent: parent && { ...parent, run: idOf.get(parent.run) ?? parent.run } };
}

function inFile(
  reader: BundleReader,
  run: string,
  checkpoint: ReadRun['checkpoints'][number],
): CheckpointInFile {
  const { start, size, sha256 } = reader.place(checkpointEntry(run, checkpoint));
  const tensors = checkpoint.tensors.map((tensor) => ({ ...tensor, bytes: tensorSize(tensor) }));
  return { ...checkpoint, file: reader.file, start, bytes: size, bytesSha256: sha256, tensors };
}

function inMiB(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
