import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Progress } from '#shared/contract/events.ts';
import { activeStatuses, type Run } from '#shared/contract/runs.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { prepareData } from '../datasets/prepare.ts';
import type { Checkpoint, StoreClient } from '../store/api.ts';
import type { TrainingJob } from '../training/messages.ts';
import type { SimdVerdict } from '../training/simd/verdict.ts';
import { findAlterations, type Alteration } from './alterations.ts';
import { runAside } from './aside-training.ts';
import type { DatasetService } from './datasets.ts';
import { ReplayComparison } from './replay-comparison.ts';
import type { ReplayReport } from './replay-report.ts';
import { toStart } from './states.ts';
import { toTrainingJob } from './training-job.ts';

export interface ReplayParts {
  store: StoreClient;
  datasets: DatasetService;
  spawn: (job: TrainingJob) => Worker;
  simd: () => Promise<SimdVerdict>;
}

export interface ReplayOptions {
  threads?: number | undefined;
  /** Ends the replay early; it then has no report. */
  signal?: AbortSignal;
  onProgress?: (run: Run, progress: Progress) => void;
}

/** Trains saved runs again, to see whether they come to the same bytes. Nothing is written. */
export class ReplayService {
  readonly #parts: ReplayParts;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  /**
   * Trains a run from its manifest and compares every recorded hash, up to the first that differs.
   *
   * @returns null when it was ended early
   * @throws ProblemError run.unknown, run.ambiguous, run.notEnded, run.noHashes
   */
  async replay(ref: string, options: ReplayOptions = {}): Promise<ReplayReport | null> {
    const { store, datasets } = this.#parts;
    const run = await store.findRun(ref);
    if (activeStatuses.includes(run.status))
      throw problem('run.notEnded', { run: run.name, status: run.status });
    const recorded = await store.readHashes(run.id);
    if (recorded.length === 0) throw problem('run.noHashes', { run: run.name });
    const kept = await store.readDatasetUnchecked(run.dataset.hash);
    const dataset = kept ?? (await datasets.resolve(run.dataset.source));
    const alterations = findAlterations(run, await store.currentHashes(run.id), dataset);
    const comparison = new ReplayComparison(run, recorded);
    try {
      await this.#train(run, dataset, comparison, options);
    } catch (cause) {
      if (options.signal?.aborted) return null;
      // What was altered may describe no training at all; then the alteration is the answer.
      if (alterations.length === 0) throw cause;
    }
    return toReport(run, comparison, alterations);
  }

  async #train(run: Run, dataset: Dataset, comparison: ReplayComparison, options: ReplayOptions) {
    const { spawn, simd } = this.#parts;
    const { threads = 'auto', signal, onProgress } = options;
    const { level } = await simd();
    const { stopAt } = comparison;
    const data = prepareData(dataset, run.recipe);
    const cores = availableParallelism();
    const job = toTrainingJob(run, data, {
      ...{ threads, cores, simd: level },
      course: { stopAt, start: toStart(await this.#startOf(run)), recording: 'hashes' },
    });
    const ended = await runAside(spawn, job, {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => onProgress?.(run, progress),
      onHashes(moments, stop) {
        for (const moment of moments) comparison.add(moment);
        if (comparison.difference !== null) stop();
      },
    });
    comparison.end(ended);
  }

  /** Where a fork began is kept with it; any other run begins from its seed. */
  async #startOf({ id, name, parent }: Run): Promise<Checkpoint | null> {
    if (parent === null || parent.sha256 === null) return null;
    const start = await this.#parts.store.readCheckpoint(id, { step: parent.step, kind: 'start' });
    if (start === null) throw problem('run.noCheckpoint', { run: name, step: parent.step });
    return start;
  }
}

function toReport(run: Run, comparison: ReplayComparison, alterations: Alteration[]): ReplayReport {
  const { difference, checkedSteps } = comparison;
  const [altered] = alterations;
  const first = difference ?? (altered ? { step: 0, ...altered } : null);
  if (first === null) return { identical: true, checkedSteps, firstDifference: null };
  const { step, tensor, expected, found } = first;
  const reason = explain(run, alterations) ?? first.reason;
  const named = { step, tensor, ...(reason === undefined ? {} : { reason }), expected, found };
  return { identical: false, checkedSteps, firstDifference: named };
}

/** What the manifest tells about why a replay differs: an altered part of it, or another engine. */
function explain({ engine }: Run, alterations: Alteration[]): string | undefined {
  const parts = alterations.filter(({ tensor }) => tensor !== 'manifest');
  if (parts.length > 0) return parts.map(({ reason }) => reason).join('; ');
  if (engine !== wasmEngine.id)
    return `the engine differs: the run names ${engine}, this program trains with ${wasmEngine.id}`;
  return alterations[0]?.reason;
}
