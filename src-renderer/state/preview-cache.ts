import type { DatasetPreview } from '#shared/contract/datasets.ts';
import type { Client } from '../client/client.ts';

/** Examples drawn in a small picture; more would not be seen. */
const mostPoints = 240;

/** Asks for the picture of a dataset once; one that could not be had is asked for again the next time. */
export class PreviewCache {
  readonly #client: Client;
  readonly #asked = new Map<string, Promise<DatasetPreview>>();

  constructor(client: Client) {
    this.#client = client;
  }

  read(source: string): Promise<DatasetPreview> {
    const known = this.#asked.get(source);
    if (known !== undefined) return known;
    const asked: Promise<DatasetPreview> = this.#client.datasets.preview({ source, maxPoints: mostPoints });
    this.#asked.set(source, asked);
    asked.catch(() => this.#asked.delete(source));
    return asked;
  }
}
