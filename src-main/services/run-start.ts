import { resumableStatuses, type ForkRun, type Run, type StartRun } from '#shared/contract/runs.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { checkDesignValue } from '#shared/design/parse-design.ts';
import { checkRecipe } from '#shared/design/settings.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { splitExamples } from '../datasets/split.ts';
import type { StoreClient } from '../store/api.ts';
import type { NewCheckpoint } from '../training/messages.ts';
import type { Clock } from './clock.ts';
import type { DatasetService } from './datasets.ts';
import { toForkStart } from './fork-start.ts';
import type { Live } from './live.ts';
import { checkMemory, demandOf } from './memory-check.ts';
import { freeName, newRun } from './run-record.ts';
import type { RunTraining } from './run-training.ts';
import type { StateService } from './states.ts';

export interface RunStartParts {
  store: StoreClient;
  datasets: DatasetService;
  states: StateService;
  clock: Clock;
  live: Live;
  /** Of this machine. */
  cores: number;
  training: RunTraining;
}

/** Puts runs into the queue: new ones, forks, and those that ended before their time. */
export class RunStart {
  readonly #parts: RunStartParts;
  /** Names given to runs that are not written yet. */
  readonly #givenNames = new Set<string>();

  constructor(parts: RunStartParts) {
    this.#parts = parts;
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
    return this.#write(input, dataset, { parent: null, start: null });
  }

  /**
   * A run that begins with what another one was at a step.
   *
   * @throws ProblemError as `start`, of the parent's step, and fork.epochs, fork.shapes
   */
  async fork(input: ForkRun): Promise<Run> {
    const { store, datasets, states } = this.#parts;
    const parent = await store.findRun(input.run);
    const { design = parent.design, step = parent.step } = input;
    checkDesignValue(design);
    checkRecipe(input.recipe);
    const dataset = await datasets.resolveSaved(parent.dataset);
    const name = input.name ?? `${parent.name.slice(0, 100)} @${step}`;
    const child = { ...input, design, name };
    if (step === 0 && (parent.parent?.step ?? 0) === 0)
      return this.#write(child, dataset, { parent: { run: parent.id, step, sha256: null }, start: null });
    const start = toForkStart(parent, await states.at(parent.id, step), { ...child, step });
    return this.#write(child, dataset, { parent: { run: parent.id, step, sha256: start.sha256 }, start });
  }

  /**
   * A run that ended before its time goes on from its last checkpoint, as if it had never stopped.
   *
   * @throws ProblemError run.beingTrained, run.notResumable, run.otherEngine, of the data, of the memory
   */
  async takeUp(run: Run, threads?: number): Promise<Run> {
    const { store, datasets, live, training } = this.#parts;
    if (resumableStatuses.includes(run.status) && run.engine !== wasmEngine.id)
      throw problem('run.otherEngine', { run: run.name, found: run.engine, supported: wasmEngine.id });
    const dataset = await datasets.resolveSaved(run.dataset);
    this.#checkMemory(run, run.examples.train, threads);
    const waiting = await store.reviveRun(run.id, training.owner);
    live.runChanged(waiting);
    training.enter(run.id, { threads, dataset });
    return waiting;
  }

  async #write(
    input: Omit<StartRun, 'data'>,
    dataset: Dataset,
    { parent, start }: { parent: Run['parent']; start: NewCheckpoint | null },
  ): Promise<Run> {
    const { store, clock, live, training } = this.#parts;
    checkDesign(input.design, dataset.task);
    const { train, dev, test } = splitExamples(dataset, input.recipe);
    const examples = { train: train.length, dev: dev.length, test: test.length };
    checkBatchSize(input, examples.train);
    this.#checkMemory(input, examples.train, input.threads);
    const taken = (await store.listRuns()).map((run) => run.name);
    const name =
      input.name?.trim() || freeName(dataset, input.design, new Set([...taken, ...this.#givenNames]));
    const { step = 0, epoch = 0, batch = 0 } = start?.state ?? {};
    const perEpoch = Math.ceil(examples.train / input.recipe.batchSize);
    const totalSteps = step - batch + perEpoch * (input.recipe.epochs - epoch);
    const now = clock.now();
    const facts = { engine: wasmEngine.id, now, name, totalSteps, examples, epoch, parent };
    const run = newRun(input, dataset, facts);
    this.#givenNames.add(name);
    try {
      const checkpoint = start === null ? undefined : { ...start, createdAt: now };
      await store.createRun(
        run,
        training.owner,
        checkpoint,
        (await this.#isStored(dataset)) ? undefined : dataset,
      );
    } finally {
      this.#givenNames.delete(name);
    }
    live.runChanged(run);
    training.enter(run.id, { threads: input.threads, dataset });
    return run;
  }

  /** Examples may be as large as the store's thread has room for: those that it has are not sent to it. */
  async #isStored({ hash }: Dataset): Promise<boolean> {
    return (await this.#parts.store.describeDataset(hash))?.hasExamples === true;
  }

  /** What other runs of this process hold they give back: beside them this one waits until there is room. */
  #checkMemory(run: Pick<Run, 'design' | 'recipe'>, examples: number, threads: number | undefined): void {
    const { cores, training } = this.#parts;
    checkMemory(demandOf(run, { examples, threads: threads ?? 'auto', cores }), training.freeAlone);
  }
}

/** @throws ProblemError when a batch would hold more examples than the training part has */
function checkBatchSize({ recipe }: Pick<StartRun, 'recipe'>, examples: number): void {
  if (recipe.batchSize > examples)
    throw problem('setting.batchTooLarge', { value: recipe.batchSize, examples });
}
