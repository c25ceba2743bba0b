import type { DatasetSummary, Division } from '#shared/contract/datasets.ts';
import type {
  ColumnFacts,
  Distribution,
  DrawnPoint,
  Generator,
  ImagePage,
  Quality,
  Scatter,
  TablePage,
} from '#shared/contract/data-looks.ts';
import { optionsOf } from '../datasets/generators/options.ts';
import { generators } from '../datasets/generators/table.ts';
import { datasetOfPoints } from '../datasets/look/drawn-points.ts';
import { imagesOf } from '../datasets/look/images.ts';
import type { ScatterRequest } from '../datasets/look/scatter.ts';
import { tablePage, type TableWindow } from '../datasets/look/table-page.ts';
import { takeLook, type SpawnLook } from '../datasets/look/thread.ts';
import type { LookTask, LookTasks } from '../datasets/look/work.ts';
import { toSummary } from '../datasets/summary.ts';
import type { StoreClient } from '../store/api.ts';
import type { DatasetService } from './datasets.ts';

export interface DataLookParts {
  store: StoreClient;
  datasets: DatasetService;
  spawn: SpawnLook;
}

/** Answers kept; the one asked for longest ago goes first. */
const mostKept = 200;

/** Looking at data before anything is trained on it. */
export class DataLookService {
  readonly #parts: DataLookParts;
  /** By content hash and question: the same data is the same wherever it came from. */
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(parts: DataLookParts) {
    this.#parts = parts;
  }

  /** Every input column, and the target of a regression last. @throws ProblemError of the source */
  columns(source: string): Promise<ColumnFacts[]> {
    return this.#look(source, 'columns', {});
  }

  distribution(source: string, column: number): Promise<Distribution> {
    return this.#look(source, 'distribution', { column });
  }

  scatter(source: string, request: ScatterRequest): Promise<Scatter> {
    return this.#look(source, 'scatter', request);
  }

  /** With what the division of a recipe makes of the examples. @throws ProblemError of the source */
  async quality(source: string, division: Division): Promise<Quality> {
    return this.#look(source, 'quality', { division, facts: await this.columns(source) });
  }

  async table(source: string, window: TableWindow): Promise<TablePage> {
    return tablePage(await this.#parts.datasets.resolve(source), window);
  }

  /** Null where the inputs of an example are no image. */
  async images(
    source: string,
    page: { from: number; count: number; group?: number | undefined },
  ): Promise<ImagePage | null> {
    return imagesOf(await this.#parts.datasets.resolve(source), page);
  }

  generators(): Generator[] {
    return generators.map((generator) => ({
      name: generator.name,
      options: optionsOf(generator).map((option) => ({ ...option })),
    }));
  }

  /** @throws ProblemError data.tooFewExamples, data.oneClass */
  async keepPoints({ name, points }: { name: string; points: DrawnPoint[] }): Promise<DatasetSummary> {
    const dataset = datasetOfPoints(name, points);
    await this.#parts.store.putDataset(dataset);
    return toSummary(dataset);
  }

  async #look<T extends LookTask>(
    source: string,
    task: T,
    question: LookTasks[T]['question'],
  ): Promise<LookTasks[T]['answer']> {
    const dataset = await this.#parts.datasets.resolve(source);
    const { facts: _, ...asked } = { facts: null, ...question };
    const key = JSON.stringify([dataset.hash, task, asked]);
    const known = this.#answers.get(key) as Promise<LookTasks[T]['answer']> | undefined;
    if (known !== undefined) return known;
    const answer = takeLook(this.#parts.spawn, task, dataset, question);
    this.#answers.set(key, answer);
    const oldest = this.#answers.keys().next().value;
    if (this.#answers.size > mostKept && oldest !== undefined) this.#answers.delete(oldest);
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }
}
