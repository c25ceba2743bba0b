import type { DatasetPreview, DatasetSummary, Division } from '#shared/contract/datasets.ts';
import type { TaskKind } from '#shared/design/task.ts';
import type { Client } from '../client/client.ts';
import { PreviewCache } from './preview-cache.ts';

/** The data that can be put on the bench: what is built in and what was imported. */
export class Datasets {
  readonly #client: Client;
  #list = $state.raw<readonly DatasetSummary[]>([]);
  readonly #previews: PreviewCache;

  constructor(client: Client) {
    this.#client = client;
    this.#previews = new PreviewCache(client);
  }

  get list(): readonly DatasetSummary[] {
    return this.#list;
  }

  /** The summary of a source that was listed, loaded or imported before. */
  find(source: string): DatasetSummary | undefined {
    return this.#list.find((summary) => summary.source === source);
  }

  async refresh(): Promise<void> {
    const listed = await this.#client.datasets.list();
    const kept = this.#list.filter((known) => !listed.some((summary) => summary.source === known.source));
    this.#list = [...listed, ...kept];
  }

  /** As find, but asks for a source that is not in the list, such as `spirals:noise=0.3`. */
  async load(source: string): Promise<DatasetSummary> {
    const known = this.find(source);
    if (known !== undefined) return known;
    const { summary } = await this.#client.datasets.preview({ source, maxPoints: 1 });
    this.#remember(summary);
    return summary;
  }

  /** A few hundred examples to draw, with a division each with its part; asked for once. */
  preview(source: string, division?: Division): Promise<DatasetPreview> {
    return this.#previews.read(source, division);
  }

  async importCsv(file: {
    name: string;
    text: string;
    target?: string;
    task?: TaskKind;
  }): Promise<DatasetSummary> {
    const summary = await this.#client.datasets.importCsv({
      fileName: file.name,
      text: file.text,
      ...(file.target === undefined ? {} : { target: file.target }),
      ...(file.task === undefined ? {} : { task: file.task }),
    });
    this.#remember(summary);
    return summary;
  }

  #remember(summary: DatasetSummary): void {
    this.#list = [...this.#list.filter((known) => known.source !== summary.source), summary];
  }
}
