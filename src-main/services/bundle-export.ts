import type { ExportChoices } from '#shared/contract/bundles.ts';
import { problem } from '#shared/problem.ts';
import { bundleEnding } from '../bundles/layout.ts';
import { writeBundle } from '../bundles/write-bundle.ts';
import { writeWhole, type Sink } from '../formats/whole-file.ts';
import type { StoreClient } from '../store/api.ts';
import type { Clock } from './clock.ts';

/** What JSON comes to: hashes beside how the store writes them, the facts of a run, the header of a checkpoint. */
const wordier = 1.25;
const factsBytes = 5000;
const headerBytes = 1200;

export interface BundleExportParts {
  store: StoreClient;
  clock: Clock;
  version: string;
}

/** Writing runs into bundles. */
export class BundleExport {
  readonly #parts: BundleExportParts;

  constructor(parts: BundleExportParts) {
    this.#parts = parts;
  }

  /**
   * Writes a bundle whole or not at all.
   *
   * @param signal gives it up; what it throws then is the signal's reason
   * @throws ProblemError run.unknown, run.ambiguous, bundle.noRuns, file.unwritable, store.damaged
   */
  async toFile(
    file: string,
    { runs, ...choices }: ExportChoices,
    signal?: AbortSignal,
  ): Promise<{ file: string; bytes: number }> {
    const { store, clock, version } = this.#parts;
    if (runs.length === 0) throw problem('bundle.noRuns', { file });
    const ids = await this.#ids(runs);
    const facts = { program: `Layerbench ${version}`, now: clock.now() };
    const bytes = await writeWhole(file, (sink) => {
      const next: Sink = (part) => {
        signal?.throwIfAborted();
        return sink(part);
      };
      return writeBundle(next, store, { runs: ids, ...choices }, facts);
    });
    return { file, bytes };
  }

  /** About how many bytes each part of a bundle would have. */
  async measure(refs: readonly string[]): Promise<{ runs: number; data: number; checkpoints: number }> {
    const { store } = this.#parts;
    const total = { runs: 0, data: 0, checkpoints: 0 };
    const datasets = new Map<string, number>();
    for (const id of await this.#ids(refs)) {
      const { series, hashes, checkpoints, dataset } = await store.measureRecord(id);
      total.runs += series + hashes * wordier + factsBytes;
      total.checkpoints += checkpoints.bytes + checkpoints.count * headerBytes;
      datasets.set(dataset.hash, dataset.bytes);
    }
    for (const bytes of datasets.values()) total.data += bytes;
    return { ...total, runs: Math.ceil(total.runs) };
  }

  /** `spirals 2-32-1.layerbench`, or `5 runs.layerbench`: a name that every file system takes. */
  async fileNameFor(refs: readonly string[]): Promise<string> {
    const [first, ...others] = refs;
    if (first === undefined || others.length > 0) return `${refs.length} runs${bundleEnding}`;
    const { name, id } = await this.#parts.store.findRun(first);
    const safe = name
      .replaceAll(/[^\p{L}\p{N} ()@.,+=-]+/gu, ' ')
      .trim()
      .slice(0, 80)
      .trim();
    return `${safe.replace(/^\.+/, '') || id}${bundleEnding}`;
  }

  async #ids(refs: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const ref of refs) ids.push((await this.#parts.store.findRun(ref)).id);
    return [...new Set(ids)];
  }
}
