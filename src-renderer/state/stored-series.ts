import type { Series } from '#shared/contract/runs.ts';
import type { Client } from '../client/client.ts';

/** Points asked for per series: about two per pixel of the widest chart. */
const pointsAsked = 2000;
/** The contract takes at most 500 keys in a call. */
const keysPerCall = 400;
/** Runs whose series are kept; the one loaded longest ago goes first. */
const runsKept = 600;

/** Series as the store has them, read once and kept for the runs that were looked at last. */
export class StoredSeries {
  readonly #client: Client;
  readonly #runs = new Map<string, Map<string, Series>>();

  constructor(client: Client) {
    this.#client = client;
  }

  find(id: string, key: string): Series | undefined {
    return this.#runs.get(id)?.get(key);
  }

  /** Reads what is not yet here. Keys that the run has not recorded so far are asked for again next time. */
  async load(id: string, keys: readonly string[]): Promise<void> {
    const series = this.#seriesOf(id);
    const wanted = keys.filter((key) => !series.has(key));
    if (wanted.length === 0) return;
    // Marks what is on its way, so that it is not asked for twice.
    for (const key of wanted) series.set(key, { step: [], value: [] });
    const missing = new Set(wanted);
    try {
      const recorded = new Set(await this.#client.runs.seriesKeys({ run: id }));
      const known = wanted.filter((key) => recorded.has(key));
      for (let from = 0; from < known.length; from += keysPerCall) {
        const some = known.slice(from, from + keysPerCall);
        const read = await this.#client.runs.series({ run: id, keys: some, maxPoints: pointsAsked });
        for (const [key, points] of Object.entries(read)) {
          series.set(key, points);
          missing.delete(key);
        }
      }
    } finally {
      for (const key of missing) series.delete(key);
    }
  }

  forget(id: string): void {
    this.#runs.delete(id);
  }

  clear(): void {
    this.#runs.clear();
  }

  #seriesOf(id: string): Map<string, Series> {
    const series = this.#runs.get(id) ?? new Map<string, Series>();
    this.#runs.delete(id);
    this.#runs.set(id, series);
    const oldest = this.#runs.keys().next().value;
    if (this.#runs.size > runsKept && oldest !== undefined) this.#runs.delete(oldest);
    return series;
  }
}
