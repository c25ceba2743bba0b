import type { CheckpointSummary } from '#shared/contract/checkpoints.ts';
import {
  resumableStatuses,
  type ForkRun,
  type Run,
  type Series,
  type StartRun,
} from '#shared/contract/runs.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { thinSeries } from '#shared/core/inspect/thin-series.ts';
import { checkDesignValue } from '#shared/design/parse-design.ts';
import { checkRecipe } from '#shared/design/settings.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { prepareData, type PreparedData } from '../datasets/prepare.ts';
import type { RunOwner } from '../store/api.ts';
import type { CheckpointPolicy } from '../training/checkpoint-plan.ts';
import type { NewCheckpoint, TrainingStart } from '../training/messages.ts';
import type { SimdVerdict } from '../training/simd/verdict.ts';
import { ActiveRun, type ActiveRunParts } from './active-run.ts';
import type { DatasetService } from './datasets.ts';
import { toForkStart } from './fork-start.ts';
import type { Log } from './log.ts';
import { RunQueue } from './run-queue.ts';
import { checkMemory, memoryInMiB, type MemoryDemand } from './memory-check.ts';
import { freeName, newRun } from './run-record.ts';
import { toStart, type StateService } from './states.ts';
import { toTrainingJob, type JobOptions } from './training-job.ts';
import { toTrainingSpec } from './training-spec.ts';

export interface RunServiceParts extends ActiveRunParts {
  datasets: DatasetService;
  owner: RunOwner;
  log: Log;
  /** How many runs train at once. */
  runners: number;
  states: StateService;
  /** How often runs are secured. */
  checkpoints: CheckpointPolicy;
  /** How wide vectors may be; asked when the first run starts. */
  simd: () => Promise<SimdVerdict>;
  /** Bytes that this machine can still give. */
  freeMemory: () => number;
}

/** Starting, steering and reading runs. */
export class RunService {
  readonly #parts: RunServiceParts;
  readonly #queue: RunQueue;
  readonly #active = new Map<string, ActiveRun>();
  /** Names given to runs that are not written yet. */
  readonly #givenNames = new Set<string>();
  /** Runs that wait or train, by id; resolves when the run has ended. */
  readonly #endings = new Map<string, PromiseWithResolvers<void>>();

  constructor(parts: RunServiceParts) {
    this.#parts = parts;
    this.#queue = new RunQueue(parts.runners);
  }

  /**
   * Checks everything first, then writes the run and queues it: a refused run leaves nothing behind.
   *
   * @throws ProblemError of the data, the design, the recipe or the memory
   */
  async start(input: StartRun): Promise<Run> {
    checkDesignValue(input.design);
    checkRecipe(input.recipe);
    const dataset = await this.#parts.datasets.resolve(input.data);
    return this.#begin(input, dataset, { parent: null, start: null });
  }

  /**
   * A run that begins with what another one was at a step.
   *
   * @throws ProblemError as `start`, of the parent's step, and fork.epochs, fork.shapes
   */
  async fork(input: ForkRun): Promise<Run> {
    const { datasets, states } = this.#parts;
    const parent = await this.get(input.run);
    const { design = parent.design, step = parent.step } = input;
    checkDesignValue(design);
    checkRecipe(input.recipe);
    const dataset = await datasets.resolveSaved(parent.dataset);
    const name = input.name ?? `${parent.name.slice(0, 100)} @${step}`;
    const child = { ...input, design, name };
    if (step === 0 && (parent.parent?.step ?? 0) === 0)
      return this.#begin(child, dataset, { parent: { run: parent.id, step, sha256: null }, start: null });
    const start = toForkStart(parent, await states.at(parent.id, step), { ...child, step });
    return this.#begin(child, dataset, { parent: { run: parent.id, step, sha256: start.sha256 }, start });
  }

  async #begin(
    input: Omit<StartRun, 'data'>,
    dataset: Dataset,
    { parent, start }: { parent: Run['parent']; start: NewCheckpoint | null },
  ): Promise<Run> {
    const { store, clock, owner, live, freeMemory } = this.#parts;
    const simd = this.#parts.simd();
    checkDesign(input.design, dataset.task);
    const data = prepareData(dataset, input.recipe);
    checkBatchSize(input, data);
    checkMemory(this.#demandOf(input, data.train.m, input.threads), freeMemory());
    const taken = (await store.listRuns()).map((run) => run.name);
    const name =
      input.name?.trim() || freeName(dataset, input.design, new Set([...taken, ...this.#givenNames]));
    const { step = 0, epoch = 0, batch = 0 } = start?.state ?? {};
    const perEpoch = Math.ceil(data.train.m / input.recipe.batchSize);
    const totalSteps = step - batch + perEpoch * (input.recipe.epochs - epoch);
    const examples = { train: data.train.m, dev: data.dev.m, test: data.test.m };
    const now = clock.now();
    const facts = { engine: wasmEngine.id, now, name, totalSteps, examples, epoch, parent };
    const run = newRun(input, dataset, facts);
    // Before the run is written: from then on it can be stopped at once.
    const { level } = await simd;
    this.#givenNames.add(name);
    try {
      const checkpoint = start === null ? undefined : { ...start, createdAt: now };
      await store.createRun(run, owner, checkpoint, dataset);
    } finally {
      this.#givenNames.delete(name);
    }
    live.runChanged(run);
    this.#enqueue(run, dataset, { threads: input.threads ?? 'auto', simd: level, start: toStart(start) });
    return run;
  }

  async pause(ref: string): Promise<Run> {
    return this.#steer(ref, (active) => active.trainer.pause());
  }

  /**
   * Goes on after a pause; a run that ended before its time goes on from its last checkpoint, as if it had never
   * stopped.
   *
   * @throws ProblemError run.beingTrained, run.notResumable, run.otherEngine, run.noCheckpoint, of the memory
   */
  async resume(ref: string, { threads = 'auto' }: { threads?: number | 'auto' } = {}): Promise<Run> {
    const { store, datasets, owner, live, freeMemory } = this.#parts;
    const found = await this.get(ref);
    if (this.#endings.has(found.id)) return this.#steer(found.id, (active) => active.trainer.resume());
    if (resumableStatuses.includes(found.status) && found.engine !== wasmEngine.id)
      throw problem('run.otherEngine', { run: found.name, found: found.engine, supported: wasmEngine.id });
    const dataset = await datasets.resolveSaved(found.dataset);
    checkMemory(this.#demandOf(found, found.examples.train, threads), freeMemory());
    const { level } = await this.#parts.simd();
    const run = await store.reviveRun(found.id, owner);
    const start = await store.readWholeCheckpoint(run.id);
    live.runChanged(run);
    this.#enqueue(run, dataset, { threads, simd: level, start: toStart(start) });
    return run;
  }

  async stop(ref: string): Promise<Run> {
    const run = await this.get(ref);
    if (!this.#queue.remove(run.id)) return this.#steer(run.id, (active) => active.trainer.stop());
    return this.#endWaiting(run.id, 'stopped');
  }

  async rename(ref: string, name: string): Promise<Run> {
    const { id } = await this.get(ref);
    const run = await this.#parts.store.updateRun(id, { name });
    this.#parts.live.runChanged(run);
    return run;
  }

  list(): Promise<Run[]> {
    return this.#parts.store.listRuns();
  }

  get(ref: string): Promise<Run> {
    return this.#parts.store.findRun(ref);
  }

  /**
   * What training would take.
   *
   * @throws ProblemError of the design or the recipe
   */
  estimate({ design, recipe, examples }: Pick<StartRun, 'design' | 'recipe'> & { examples: number }): {
    memory: number;
  } {
    checkDesignValue(design);
    checkRecipe(recipe);
    return { memory: memoryInMiB(this.#demandOf({ design, recipe }, examples)) };
  }

  /** MiB that training this run takes. */
  memoryInMiB(run: Run, threads?: number): number {
    return memoryInMiB(this.#demandOf(run, run.examples.train, threads));
  }

  /** Runs of this process that wait or train. */
  get activeCount(): number {
    return this.#endings.size;
  }

  /** The run's training thread, while it has one. */
  activeRun(id: string): ActiveRun | undefined {
    return this.#active.get(id);
  }

  async checkpoints(ref: string): Promise<CheckpointSummary[]> {
    const { id } = await this.get(ref);
    return this.#parts.store.listCheckpoints(id);
  }

  async seriesKeys(ref: string): Promise<string[]> {
    const { id } = await this.get(ref);
    return this.#parts.store.seriesKeys(id);
  }

  async series(ref: string, keys: readonly string[], maxPoints?: number): Promise<Record<string, Series>> {
    const { id } = await this.get(ref);
    const read = async (key: string): Promise<[string, Series]> => {
      const { steps, values } = await this.#parts.store.readSeries(id, key);
      return [key, thinSeries({ step: steps, value: values }, maxPoints ?? steps.length)];
    };
    return Object.fromEntries(await Promise.all(keys.map(read)));
  }

  /** Resolves when the run has ended, whatever its outcome. */
  async ended(id: string): Promise<Run> {
    await this.#endings.get(id)?.promise;
    return this.get(id);
  }

  /** Stops what trains, keeps what was trained, and marks it `interrupted`; for a host that closes. */
  async interruptAll(): Promise<void> {
    const endings = [...this.#endings.entries()];
    for (const [id] of endings) {
      if (this.#queue.remove(id)) await this.#endWaiting(id, 'interrupted');
      else this.#active.get(id)?.interrupt();
    }
    await Promise.all(endings.map(([, ending]) => ending.promise));
  }

  #demandOf(
    { design, recipe }: Pick<Run, 'design' | 'recipe'>,
    examples: number,
    threads: number | 'auto' = 'auto',
  ): MemoryDemand {
    const { batchSize } = recipe;
    return { spec: toTrainingSpec(design, recipe), batchSize, examples, threads, cores: this.#parts.runners };
  }

  /** One run has all cores; where others train beside it, each keeps to one. */
  #coresFor(): number {
    return this.#endings.size > 1 ? 1 : this.#parts.runners;
  }

  #enqueue(
    run: Run,
    dataset: Dataset,
    { start, ...options }: Pick<JobOptions, 'threads' | 'simd'> & { start: TrainingStart | null },
  ): void {
    this.#endings.set(run.id, Promise.withResolvers());
    this.#queue.add(run.id, async () => {
      try {
        const data = prepareData(dataset, run.recipe);
        const active = new ActiveRun(
          run,
          toTrainingJob(run, data, {
            ...{ ...options, cores: this.#coresFor() },
            course: { start, checkpoints: this.#parts.checkpoints },
          }),
          this.#parts,
        );
        this.#active.set(run.id, active);
        await active.trainer.done;
      } catch (cause) {
        await this.#writeFailure(run.id, cause);
      } finally {
        this.#active.delete(run.id);
        this.#end(run.id);
      }
    });
  }

  /** For a thread that could not start, or whose end could not be written at once. */
  async #writeFailure(id: string, cause: unknown): Promise<void> {
    const { store, clock, live, log } = this.#parts;
    const failure = { message: cause instanceof Error ? cause.message : String(cause) };
    try {
      live.runChanged(await store.updateRun(id, { status: 'failed', endedAt: clock.now(), failure }));
    } catch (error) {
      log.error(`The end of run ${id} could not be written (${failure.message})`, error);
    }
  }

  async #endWaiting(id: string, status: 'stopped' | 'interrupted'): Promise<Run> {
    const run = await this.#parts.store.updateRun(id, { status, endedAt: this.#parts.clock.now() });
    this.#parts.live.runChanged(run);
    this.#end(id);
    return run;
  }

  #end(id: string): void {
    this.#endings.get(id)?.resolve();
    this.#endings.delete(id);
  }

  async #steer(ref: string, order: (active: ActiveRun) => void): Promise<Run> {
    const run = await this.get(ref);
    const active = this.#active.get(run.id);
    if (active === undefined) throw problem('run.notActive', { run: run.name, status: run.status });
    order(active);
    return run;
  }
}

/** @throws ProblemError when a batch would hold more examples than the training part has */
function checkBatchSize({ recipe }: Pick<StartRun, 'recipe'>, { train }: PreparedData): void {
  if (recipe.batchSize > train.m)
    throw problem('setting.batchTooLarge', { value: recipe.batchSize, examples: train.m });
}
