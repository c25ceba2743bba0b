import type { DataPart, DatasetPreview, DatasetSummary, Division } from '#shared/contract/datasets.ts';
import type { TaskKind } from '#shared/design/task.ts';
import { isProblem, problem } from '#shared/problem.ts';
import type { StoreClient } from '../store/api.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { importCsv } from '../datasets/csv/import-csv.ts';
import { createDatasetSource, type DatasetSource } from '../datasets/source.ts';
import { splitExamples } from '../datasets/split.ts';
import { toSummary } from '../datasets/summary.ts';

/** Which data there is, and what it looks like. */
export class DatasetService {
  readonly #store: StoreClient;
  readonly #source: DatasetSource;
  readonly #changed: () => void;

  /** @param changed is told when an imported dataset is gone */
  constructor(store: StoreClient, resourcesFolder: string, changed: () => void = () => undefined) {
    this.#store = store;
    this.#changed = changed;
    this.#source = createDatasetSource({ resourcesFolder, readStored: (hash) => store.readDataset(hash) });
  }

  /** The built-in datasets, then the imported ones, newest first. */
  async list(): Promise<DatasetSummary[]> {
    const imported = await this.#store.listDatasets();
    return [...(await this.#source.builtIns()), ...imported.map((dataset) => toSummary(dataset))];
  }

  /** @throws ProblemError data.unknownSource, data.unknownOption, data.badOption */
  resolve(source: string): Promise<Dataset> {
    return this.#source.resolve(source);
  }

  /**
   * The data of a saved run: what has its content hash, at hand or in the store, so that a changed generator cannot
   * change it.
   *
   * @throws ProblemError data.notInStore
   */
  async resolveSaved({ source, hash }: { source: string; hash: string }): Promise<Dataset> {
    const atHand = this.#source.atHand(source);
    if (atHand?.hash === hash) return atHand;
    const kept = (await this.#store.readDataset(hash)) ?? (await this.makeAgain({ source, hash }));
    if (kept === null) throw problem('data.notInStore', { hash });
    return kept;
  }

  /** Data with this hash from a source that makes or ships it; null where the source gives none or another. */
  async makeAgain({ source, hash }: { source: string; hash: string }): Promise<Dataset | null> {
    try {
      const made = await this.resolve(source);
      return made.hash === hash ? made : null;
    } catch (error) {
      if (isProblem(error)) return null;
      throw error;
    }
  }

  /**
   * Deletes an imported dataset.
   *
   * @throws ProblemError data.notImported, data.notInStore; data.inUse where a run needs it
   */
  async remove(source: string): Promise<void> {
    const { origin, name, hash } = await this.resolve(source);
    if (origin !== 'imported') throw problem('data.notImported', { name });
    await this.#store.removeDataset(hash);
    this.#source.forget(source);
    this.#changed();
  }

  /** @throws ProblemError of the file, naming line, column and value */
  async importCsv(input: {
    fileName: string;
    text: string;
    target?: string | undefined;
    task?: TaskKind | undefined;
  }): Promise<DatasetSummary> {
    const { fileName, text, target, task } = input;
    const options = { ...(target === undefined ? {} : { target }), ...(task === undefined ? {} : { task }) };
    const dataset = importCsv(text, fileName, options);
    await this.#store.putDataset(dataset);
    return toSummary(dataset);
  }

  /**
   * Whole examples spread evenly over the dataset, in its own units; one with an empty field is not shown. With a
   * division, each with the part that training puts it in.
   *
   * @throws ProblemError of the source; with a division also data.tooFewExamples
   */
  async preview(source: string, maxPoints: number, division?: Division): Promise<DatasetPreview> {
    const dataset = await this.resolve(source);
    const { inputs: n0 } = dataset.task;
    const width = dataset.Y.length / dataset.examples;
    const partOf = division === undefined ? [] : partsOf(dataset, division);
    const count = Math.min(maxPoints, dataset.examples);
    const shown = Array.from({ length: count }, (_, at) => Math.floor((at * dataset.examples) / count))
      .map((example) => ({
        inputs: Array.from(dataset.X.subarray(example * n0, (example + 1) * n0)),
        target: dataset.Y[example * width] ?? 0,
        part: partOf[example],
      }))
      .filter(({ inputs }) => !inputs.some(Number.isNaN));
    return {
      summary: toSummary(dataset),
      inputs: shown.map(({ inputs }) => inputs),
      targets: shown.map(({ target }) => target),
      parts: shown.flatMap(({ part }) => part ?? []),
      classCounts: countClasses(dataset),
    };
  }
}

/** The part of every example of a dataset. */
function partsOf(dataset: Dataset, division: Division): DataPart[] {
  const parts = Array<DataPart>(dataset.examples).fill('train');
  const { dev, test } = splitExamples(dataset, division);
  for (const example of dev) parts[example] = 'dev';
  for (const example of test) parts[example] = 'test';
  return parts;
}

function countClasses({ classes, Y }: Dataset): number[] {
  const counts = classes.map(() => 0);
  if (classes.length > 0) for (const index of Y) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
