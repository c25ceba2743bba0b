import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { TravelCost } from '#shared/contract/checkpoints.ts';
import type { Run } from '#shared/contract/runs.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { problem } from '#shared/problem.ts';
import { prepareData } from '../datasets/prepare.ts';
import type { StoreClient } from '../store/api.ts';
import type { NewCheckpoint, TrainingJob, TrainingStart } from '../training/messages.ts';
import type { SimdVerdict } from '../training/simd/verdict.ts';
import type { DatasetService } from './datasets.ts';
import { runAside } from './aside-training.ts';
import { StateCache } from './state-cache.ts';
import { toTrainingJob } from './training-job.ts';

export interface StateParts {
  store: StoreClient;
  datasets: DatasetService;
  spawn: (job: TrainingJob) => Worker;
  simd: () => Promise<SimdVerdict>;
}

/** Everything that a run was at one step, and what it took to find out. */
export interface StateAt {
  checkpoint: NewCheckpoint;
  cost: TravelCost;
}

/**
 * Going back in time: what a run was at any of its steps, from the nearest checkpoint before it and the same training
 * again. Every recorded hash on the way is compared, so what comes out is what was.
 */
export class StateService {
  readonly #parts: StateParts;
  readonly #cache = new StateCache();

  constructor(parts: StateParts) {
    this.#parts = parts;
  }

  /**
   * @throws ProblemError run.unknown, run.ambiguous, run.stepOutside, run.noCheckpoint, run.otherEngine,
   * run.goesOnDifferently; AbortError when the signal aborts
   */
  async at(ref: string, step: number, signal?: AbortSignal): Promise<StateAt> {
    const { store } = this.#parts;
    const run = await store.findRun(ref);
    const first = run.parent?.step ?? 0;
    if (step < first || step > run.step)
      throw problem('run.stepOutside', { run: run.name, step, first, last: run.step });
    const start = await this.#nearest(run, step);
    const from = start?.step ?? 0;
    if (start?.step === step && start.kind !== 'start')
      return { checkpoint: start, cost: { from, steps: 0, milliseconds: 0 } };
    const began = performance.now();
    const checkpoint = await this.#train(run, start, step, signal);
    const milliseconds = performance.now() - began;
    this.#cache.add(run.id, checkpoint);
    return { checkpoint, cost: { from, steps: step - from, milliseconds } };
  }

  /** Null is the very beginning, which is made from the seed. */
  async #nearest(run: Run, step: number): Promise<NewCheckpoint | null> {
    const saved = await this.#parts.store.readWholeCheckpoint(run.id, step);
    const cached = this.#cache.nearest(run.id, step);
    const nearest = (cached?.step ?? -1) > (saved?.step ?? -1) ? cached : saved;
    if (nearest === null && run.parent !== null && run.parent.sha256 !== null)
      throw problem('run.noCheckpoint', { run: run.name, step });
    return nearest;
  }

  async #train(
    run: Run,
    start: NewCheckpoint | null,
    step: number,
    signal: AbortSignal | undefined,
  ): Promise<NewCheckpoint> {
    const { store, datasets, spawn, simd } = this.#parts;
    if (run.engine !== wasmEngine.id)
      throw problem('run.otherEngine', { run: run.name, found: run.engine, supported: wasmEngine.id });
    const data = prepareData(await datasets.resolveSaved(run.dataset), run.recipe);
    const { level } = await simd();
    const job = toTrainingJob(run, data, {
      ...{ threads: 'auto', cores: availableParallelism(), simd: level },
      course: { stopAt: step, start: toStart(start), recording: 'nothing' },
    });
    const recorded = new Map(
      (await store.readHashes(run.id)).map((moment) => [`${moment.step} ${moment.moment}`, moment]),
    );
    const ended = await runAside(spawn, job, {
      ...(signal === undefined ? {} : { signal }),
      onHashes(moments) {
        for (const moment of moments) {
          const expected = recorded.get(`${moment.step} ${moment.moment}`);
          if (moment.moment !== 'end' && expected && !haveSameHashes(expected, moment))
            throw problem('run.goesOnDifferently', { run: run.name, step: moment.step });
        }
      },
    });
    if (ended.checkpoint.step !== step)
      throw problem('run.goesOnDifferently', { run: run.name, step: ended.checkpoint.step });
    return ended.checkpoint;
  }
}

/** A run that goes on; a fork's own start may lack what the fork did not take over. */
export function toStart(checkpoint: NewCheckpoint | null): TrainingStart | null {
  if (checkpoint === null) return null;
  const { state, tensors, kind } = checkpoint;
  return state === null ? null : { state, tensors, isBeginning: kind === 'start' };
}

function haveSameHashes(
  { tensors: a }: { tensors: { name: string; sha256: string }[] },
  { tensors: b }: { tensors: { name: string; sha256: string }[] },
): boolean {
  return a.length === b.length && a.every(({ sha256 }, index) => sha256 === b[index]?.sha256);
}
