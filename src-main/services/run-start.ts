import type { Run, StartRun } from '#shared/contract/runs.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { checkDesignValue } from '#shared/design/parse-design.ts';
import { checkRecipe } from '#shared/design/settings.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { problem } from '#shared/problem.ts';
import { splitExamples } from '../datasets/split.ts';
import type { StoreClient } from '../store/api.ts';
import type { Clock } from './clock.ts';
import type { DatasetService } from './datasets.ts';
import type { Live } from './live.ts';
import { checkMemory, demandOf } from './memory-check.ts';
import { freeName, newRun } from './run-record.ts';
import type { RunTraining } from './run-training.ts';

export interface RunStartParts {
  store: StoreClient;
  datasets: DatasetService;
  clock: Clock;
  live: Live;
  cores: number;
  training: RunTraining;
}

/** Makes new runs. */
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
    const { store, datasets, clock, live, cores, training } = this.#parts;
    checkDesignValue(input.design);
    checkRecipe(input.recipe);
    const dataset = await datasets.resolve(input.data);
    checkDesign(input.design, dataset.task);
    const { train, dev, test } = splitExamples(dataset, input.recipe);
    const examples = { train: train.length, dev: dev.length, test: test.length };
    checkBatchSize(input, examples.train);
    const threads = input.threads ?? 'auto';
    // What other runs hold they give back: beside them this one waits until there is room.
    checkMemory(demandOf(input, { examples: examples.train, threads, cores }), training.freeAlone);
    const taken = (await store.listRuns()).map((run) => run.name);
    const name =
      input.name?.trim() || freeName(dataset, input.design, new Set([...taken, ...this.#givenNames]));
    const totalSteps = Math.ceil(examples.train / input.recipe.batchSize) * input.recipe.epochs;
    const engine = wasmEngine.id;
    const run = newRun(input, dataset, { engine, now: clock.now(), name, totalSteps, examples });
    this.#givenNames.add(name);
    try {
      await store.putDataset(dataset);
      await store.createRun(run, training.owner);
    } finally {
      this.#givenNames.delete(name);
    }
    live.runChanged(run);
    training.enter(run.id, input.threads);
    return run;
  }
}

/** @throws ProblemError when a batch would hold more examples than the training part has */
function checkBatchSize({ recipe }: StartRun, examples: number): void {
  if (recipe.batchSize > examples)
    throw problem('setting.batchTooLarge', { value: recipe.batchSize, examples });
}
