import type { Options } from '#shared/contract/options.ts';
import type { Run } from '#shared/contract/runs.ts';
import { isProblem, problem } from '#shared/problem.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { prepareData } from '../datasets/prepare.ts';
import type { RunOwner } from '../store/api.ts';
import type { SimdVerdict } from '../training/simd/verdict.ts';
import { ActiveRun, type ActiveRunParts } from './active-run.ts';
import type { DatasetService } from './datasets.ts';
import type { Log } from './log.ts';
import { explainFailure } from './explain-failure.ts';
import { demandOf, memoryInMiB } from './memory-check.ts';
import { RunQueue, type Room } from './run-queue.ts';
import { toStart } from './states.ts';
import { toTrainingSpec } from './training-spec.ts';
import { toTrainingJob } from './training-job.ts';

const MIB = 2 ** 20;

export interface RunTrainingParts extends ActiveRunParts {
  datasets: DatasetService;
  owner: RunOwner;
  log: Log;
  /** Of this machine. */
  cores: number;
  options: () => Promise<Options>;
  /** Whether runs are trained that other processes left waiting, and those that wait here are left to them at the end. */
  shared: boolean;
  /** How wide vectors may be; asked when the first run starts. */
  simd: () => Promise<SimdVerdict>;
  /** Bytes that this machine can still give. */
  freeMemory: () => number;
}

/** A run that this process has taken: its thread, once there is one, and what it was told before. */
interface Taken {
  /** MiB. */
  needed: number;
  active: ActiveRun | null;
  order: 'stop' | 'interrupt' | null;
}

/** The runs that wait or train in this process, from their place in the queue to their end. */
export class RunTraining {
  readonly queue: RunQueue;
  readonly #parts: RunTrainingParts;
  readonly #taken = new Map<string, Taken>();
  /** Runs that wait or train here, by id; resolves when the run has ended. */
  readonly #endings = new Map<string, PromiseWithResolvers<void>>();
  /** What was asked for, and at hand, when a run was queued here. */
  readonly #asked = new Map<string, { threads: number | 'auto'; dataset: WeakRef<Dataset> }>();

  constructor(parts: RunTrainingParts) {
    this.#parts = parts;
    const { store, owner, shared, options, log } = parts;
    this.queue = new RunQueue({
      store,
      owner,
      shared,
      runners: async () => (await options()).runners,
      roomFor: (run) => (shared ? this.#roomFor(run) : null),
      train: (run) => this.#train(run),
      changed: () => this.#tellQueue(),
      failed: (cause) => log.error('The next run could not be taken from the queue', cause),
    });
  }

  /** Who has a run that is written as waiting: nobody yet, where any process may train it. */
  get owner(): RunOwner | null {
    return this.#parts.shared ? null : this.#parts.owner;
  }

  /** Runs of this process that wait or train. */
  get count(): number {
    return this.#endings.size;
  }

  /** Whether a run waits or trains here. */
  has(id: string): boolean {
    return this.#endings.has(id);
  }

  /** The run's training thread, while it has one. */
  find(id: string): ActiveRun | undefined {
    return this.#taken.get(id)?.active ?? undefined;
  }

  /** MiB that could be given to a run if nothing else trained here. */
  get freeAlone(): number {
    const settled = [...this.#taken.values()].filter(({ active }) => active?.hasBegun === true);
    return Math.floor(this.#parts.freeMemory() / MIB) + sum(settled.map(({ needed }) => needed));
  }

  /** A run has been written as waiting. */
  enter(
    id: string,
    { threads = 'auto', dataset }: { threads?: number | 'auto' | undefined; dataset: Dataset },
  ): void {
    this.#endings.set(id, Promise.withResolvers());
    this.#asked.set(id, { threads, dataset: new WeakRef(dataset) });
    this.#tellQueue();
    void this.queue.fill();
  }

  /** Resolves when a run that waits or trains here has ended. */
  async ended(id: string): Promise<void> {
    await this.#endings.get(id)?.promise;
  }

  /** Runs that waited here and that another process has trained, or taken away, have ended here too. */
  async noticeOthers(): Promise<void> {
    for (const id of this.#endings.keys()) {
      if (this.#taken.has(id)) continue;
      const run = await this.#parts.store.findRun(id).catch((error: unknown) => {
        if (isProblem(error)) return null;
        throw error;
      });
      if ((run === null || run.endedAt !== null) && !this.#taken.has(id)) this.#end(id);
    }
  }

  /** @throws ProblemError run.notActive */
  steer(run: Run, order: (active: ActiveRun) => void): void {
    const active = this.find(run.id);
    if (active === undefined) throw problem('run.notActive', { run: run.name, status: run.status });
    order(active);
  }

  /** @throws ProblemError run.notActive */
  async stop(run: Run): Promise<Run> {
    const ended = await this.#endWaiting(run.id, 'stopped');
    if (ended !== null) return ended;
    const taken = this.#taken.get(run.id);
    if (taken === undefined) throw problem('run.notActive', { run: run.name, status: run.status });
    this.#give(taken, 'stop');
    return run;
  }

  /** Interrupts what trains and keeps it. What waits goes on waiting, where another process may train it. */
  async close(): Promise<void> {
    await this.queue.close();
    if (!this.#parts.shared)
      for (const id of this.#endings.keys())
        if (!this.#taken.has(id)) await this.#endWaiting(id, 'interrupted');
    const endings = [...this.#taken.keys()].map((id) => this.ended(id));
    for (const taken of this.#taken.values()) this.#give(taken, 'interrupt');
    await Promise.all(endings);
  }

  #tellQueue(): void {
    const { live, log } = this.#parts;
    this.queue.read().then(
      (queue) => live.queueChanged(queue),
      (cause: unknown) => log.error('The queue could not be read', cause),
    );
  }

  #give(taken: Taken, order: 'stop' | 'interrupt'): void {
    taken.order = order;
    if (order === 'stop') taken.active?.trainer.stop();
    else taken.active?.interrupt();
  }

  /** Memory that a run whose thread has only just started will take is no longer free, though it still looks so. */
  #roomFor(run: Run): Room {
    const coming = [...this.#taken.values()].filter(({ active }) => active?.hasBegun !== true);
    const free = Math.floor(this.#parts.freeMemory() / MIB) - sum(coming.map(({ needed }) => needed));
    return { needed: this.#neededBy(run), free: Math.max(0, free) };
  }

  #neededBy(run: Run): number {
    const threads = this.#asked.get(run.id)?.threads ?? 'auto';
    return memoryInMiB(demandOf(run, { examples: run.examples.train, threads, cores: this.#parts.cores }));
  }

  async #train(run: Run): Promise<void> {
    const { live } = this.#parts;
    const taken: Taken = { needed: this.#neededBy(run), active: null, order: null };
    this.#taken.set(run.id, taken);
    if (!this.#endings.has(run.id)) this.#endings.set(run.id, Promise.withResolvers());
    live.runChanged(run);
    try {
      const active = await this.#begin(run, taken);
      await active.trainer.done;
    } catch (cause) {
      await this.#writeFailure(run, cause);
    } finally {
      this.#taken.delete(run.id);
      this.#end(run.id);
    }
  }

  async #begin(run: Run, taken: Taken): Promise<ActiveRun> {
    const { store, datasets, simd, options, cores } = this.#parts;
    const { threads = 'auto', dataset: held } = this.#asked.get(run.id) ?? {};
    const dataset = held?.deref() ?? (await datasets.resolveSaved(run.dataset));
    const { level } = await simd();
    const { runners, checkpointSteps, checkpointSeconds } = await options();
    const { waiting } = await this.queue.read();
    const checkpoint = await store.readWholeCheckpoint(run.id);
    if (checkpoint === null && run.parent !== null && run.parent.sha256 !== null)
      throw problem('run.noCheckpoint', { run: run.name, step: run.parent.step });
    const data = prepareData(dataset, run.recipe);
    const job = toTrainingJob(run, data, {
      threads,
      // One run has all cores; where others train beside it, each keeps to one.
      cores: runners > 1 && this.#taken.size + waiting.length > 1 ? 1 : cores,
      simd: level,
      course: {
        start: toStart(checkpoint),
        checkpoints: { everySteps: checkpointSteps, everySeconds: checkpointSeconds },
      },
    });
    const active = new ActiveRun(run, job, this.#parts);
    taken.active = active;
    if (taken.order !== null) this.#give(taken, taken.order);
    return active;
  }

  /** For a thread that could not start, or whose end could not be written at once. */
  async #writeFailure(run: Run, cause: unknown): Promise<void> {
    const { store, clock, live, log } = this.#parts;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const failure = explainFailure(error, toTrainingSpec(run.design, run.recipe));
    try {
      live.runChanged(await store.updateRun(run.id, { status: 'failed', endedAt: clock.now(), failure }));
    } catch (unwritten) {
      log.error(`The end of run ${run.id} could not be written (${failure.message})`, unwritten);
    }
  }

  async #endWaiting(id: string, status: 'stopped' | 'interrupted'): Promise<Run | null> {
    const { store, clock, live } = this.#parts;
    const run = await store.endWaiting(id, { status, endedAt: clock.now() });
    if (run === null) return null;
    live.runChanged(run);
    this.#tellQueue();
    this.#end(id);
    return run;
  }

  #end(id: string): void {
    this.#asked.delete(id);
    this.#endings.get(id)?.resolve();
    this.#endings.delete(id);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
