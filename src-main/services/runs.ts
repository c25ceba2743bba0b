import type { CheckpointSummary } from '#shared/contract/checkpoints.ts';
import type { Queue } from '#shared/contract/queue.ts';
import type { ForkRun, Run, Series, StartRun } from '#shared/contract/runs.ts';
import { thinSeries } from '#shared/core/inspect/thin-series.ts';
import { checkDesignValue } from '#shared/design/parse-design.ts';
import { checkRecipe } from '#shared/design/settings.ts';
import type { ActiveRun } from './active-run.ts';
import { demandOf, memoryInMiB } from './memory-check.ts';
import type { RunQueue } from './run-queue.ts';
import { RunStart } from './run-start.ts';
import { RunTraining, type RunTrainingParts } from './run-training.ts';
import type { StateService } from './states.ts';

export type RunServiceParts = RunTrainingParts & { states: StateService };

/** Starting, steering and reading runs. */
export class RunService {
  readonly #parts: RunServiceParts;
  readonly #training: RunTraining;
  readonly #starting: RunStart;

  constructor(parts: RunServiceParts) {
    this.#parts = parts;
    this.#training = new RunTraining(parts);
    this.#starting = new RunStart({ ...parts, training: this.#training });
  }

  /** The runs that wait. */
  get queue(): RunQueue {
    return this.#training.queue;
  }

  /** @throws ProblemError of the data, the design, the recipe or the memory; then nothing is left behind */
  start(input: StartRun): Promise<Run> {
    return this.#starting.start(input);
  }

  /** @throws ProblemError as `start`, of the parent's step, and fork.epochs, fork.shapes */
  fork(input: ForkRun): Promise<Run> {
    return this.#starting.fork(input);
  }

  async pause(ref: string): Promise<Run> {
    return this.#steer(ref, (active) => active.trainer.pause());
  }

  /**
   * Goes on after a pause; a run that ended before its time goes on from its last checkpoint, as if it had never
   * stopped.
   *
   * @throws ProblemError run.notActive, run.beingTrained, run.notResumable, run.otherEngine, of the memory
   */
  async resume(ref: string, { threads }: { threads?: number } = {}): Promise<Run> {
    const run = await this.get(ref);
    if (!this.#training.has(run.id)) return this.#starting.takeUp(run, threads);
    this.#training.steer(run, (active) => active.trainer.resume());
    return run;
  }

  async stop(ref: string): Promise<Run> {
    return this.#training.stop(await this.get(ref));
  }

  /** Puts a run that waits before another, or behind all. */
  async moveWaiting(ref: string, before: string | null): Promise<Queue> {
    const { id } = await this.get(ref);
    return this.queue.move(id, before === null ? null : (await this.get(before)).id);
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
    return { memory: this.#memoryOf({ design, recipe }, examples) };
  }

  /** MiB that training this run takes. */
  memoryInMiB(run: Run, threads?: number): number {
    return this.#memoryOf(run, run.examples.train, threads);
  }

  /** Runs of this process that wait or train. */
  get activeCount(): number {
    return this.#training.count;
  }

  /** The run's training thread, while it has one. */
  activeRun(id: string): ActiveRun | undefined {
    return this.#training.find(id);
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

  /** Resolves when a run that waits or trains here has ended, whatever its outcome. */
  async ended(id: string): Promise<Run> {
    await this.#training.ended(id);
    return this.get(id);
  }

  /** Other processes have written: what they have done with runs of this one is noticed. */
  noticeOthers(): Promise<void> {
    return this.#training.noticeOthers();
  }

  /** For a process that closes: what trains is interrupted and kept, and no other run starts. */
  interruptAll(): Promise<void> {
    return this.#training.close();
  }

  #memoryOf(run: Pick<Run, 'design' | 'recipe'>, examples: number, threads?: number): number {
    return memoryInMiB(demandOf(run, { examples, threads: threads ?? 'auto', cores: this.#parts.cores }));
  }

  async #steer(ref: string, order: (active: ActiveRun) => void): Promise<Run> {
    const run = await this.get(ref);
    this.#training.steer(run, order);
    return run;
  }
}
