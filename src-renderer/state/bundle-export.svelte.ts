import type { Client } from '../client/client.ts';
import { formatBytes } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import { receiveFile } from './file-pieces.ts';
import type { Notices } from './notices.ts';
import { saveBlob } from './save-blob.ts';

interface Sizes {
  runs: number;
  data: number;
  checkpoints: number;
}

/** Puts runs into a bundle on the person's disk, after they have chosen what comes along. */
export class BundleExport {
  /** Whether the examples of the datasets come along. */
  data = $state(true);
  checkpoints = $state(true);
  readonly #client: Client;
  readonly #notices: Notices;
  #runs = $state.raw<readonly string[] | null>(null);
  #sizes = $state.raw<Sizes | null>(null);
  #isWriting = $state(false);
  #giveUp = new AbortController();

  constructor(client: Client, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
  }

  /** Ids of the runs that are being chosen for; null when none are. */
  get runs(): readonly string[] | null {
    return this.#runs;
  }
  /** About how many bytes each part has; null until that is known. */
  get sizes(): Sizes | null {
    return this.#sizes;
  }
  get bytes(): number | null {
    const sizes = this.#sizes;
    if (sizes === null) return null;
    return sizes.runs + (this.data ? sizes.data : 0) + (this.checkpoints ? sizes.checkpoints : 0);
  }
  get isWriting(): boolean {
    return this.#isWriting;
  }

  /** Asks what is to come along. */
  async choose(runs: readonly string[]): Promise<void> {
    if (this.#isWriting || runs.length === 0) return;
    this.#runs = runs;
    this.#sizes = null;
    this.#giveUp = new AbortController();
    const sizes = await this.#notices.guard(() => this.#client.bundles.measure({ runs: [...runs] }));
    if (this.#runs === runs) this.#sizes = sizes ?? null;
  }

  async write(): Promise<void> {
    const runs = this.#runs;
    if (runs === null || this.#isWriting) return;
    const { signal } = this.#giveUp;
    this.#isWriting = true;
    try {
      const { data, checkpoints } = this;
      const written = await this.#client.bundles.write({ runs: [...runs], data, checkpoints }, { signal });
      saveBlob(await receiveFile(this.#client, written.transfer, { signal }), written.fileName);
      this.#notices.done(m.export_done({ file: written.fileName, size: formatBytes(written.bytes) }));
      this.#runs = null;
    } catch (error) {
      if (!signal.aborted) this.#notices.problem(error);
    } finally {
      this.#isWriting = false;
    }
  }

  cancel(): void {
    this.#giveUp.abort();
    this.#runs = null;
  }
}
