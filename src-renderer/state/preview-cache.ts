import type { DatasetPreview, Division } from '#shared/contract/datasets.ts';
import type { Client } from '../client/client.ts';

/** Examples drawn in a small picture; more would not be seen. */
const mostPoints = 240;
/** Pictures kept; the one asked for longest ago goes first. */
const mostKept = 60;

/** Asks for the picture of a dataset once; one that could not be had is asked for again the next time. */
export class PreviewCache {
  readonly #client: Client;
  readonly #asked = new Map<string, Promise<DatasetPreview>>();

  constructor(client: Client) {
    this.#client = client;
  }

  read(source: string, division?: Division): Promise<DatasetPreview> {
    const key = JSON.stringify([source, division?.seed, division?.split.dev, division?.split.test]);
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asked: Promise<DatasetPreview> = this.#client.datasets.preview({
      source,
      maxPoints: mostPoints,
      ...(division === undefined ? {} : { division }),
    });
    this.#asked.set(key, asked);
    const oldest = this.#asked.keys().next().value;
    if (this.#asked.size > mostKept && oldest !== undefined) this.#asked.delete(oldest);
    asked.catch(() => this.#asked.delete(key));
    return asked;
  }
}
