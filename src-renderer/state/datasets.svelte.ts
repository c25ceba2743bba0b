import type { DatasetPreview, DatasetSummary, Division } from '#shared/contract/datasets.ts';
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

  /** A dataset that was imported just now. */
  add(summary: DatasetSummary): void {
    this.#remember(summary);
  }

  /** Deletes an imported dataset for good. @throws ProblemError data.inUse where a run needs it */
  async remove(source: string): Promise<void> {
    await this.#client.datasets.remove({ source });
    this.#list = this.#list.filter((known) => known.source !== source);
  }

  #remember(summary: DatasetSummary): void {
    this.#list = [...this.#list.filter((known) => known.source !== summary.source), summary];
  }
}
