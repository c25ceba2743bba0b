import type { BundlePreview, ImportReport } from '#shared/contract/bundles.ts';
import type { Client } from '../client/client.ts';
import { formatCount } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import { sendFile } from './file-pieces.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Notices } from './notices.ts';

export const bundleFile = /\.layerbench$/i;

/** reading: it is sent and judged · shown: the person decides · keeping: it is being written. */
export type BundleStage = 'reading' | 'shown' | 'keeping';

/** Takes a bundle from the person's disk, shows what is in it, and keeps it when they say so. */
export class BundleImport {
  readonly #client: Client;
  readonly #navigation: Navigation;
  readonly #notices: Notices;
  #fileName = $state<string | null>(null);
  #stage = $state<BundleStage>('reading');
  /** From 0 to 1; null while it is judged, which has no measure. */
  #progress = $state<number | null>(null);
  #preview = $state.raw<BundlePreview | null>(null);
  #transfer: string | null = null;
  #giveUp = new AbortController();
  readonly #seen = new Set<string>();

  constructor(client: Client, navigation: Navigation, notices: Notices) {
    this.#client = client;
    this.#navigation = navigation;
    this.#notices = notices;
  }

  /** The file that is being read or shown; null when none is. */
  get fileName(): string | null {
    return this.#fileName;
  }
  get stage(): BundleStage {
    return this.#stage;
  }
  get progress(): number | null {
    return this.#progress;
  }
  get preview(): BundlePreview | null {
    return this.#preview;
  }

  /** Opens the system's file chooser. */
  choose(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.layerbench';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void this.take(file);
    });
    input.click();
  }

  async take(file: File): Promise<void> {
    if (!bundleFile.test(file.name)) return this.#notices.warn(m.bundle_refused({ file: file.name }));
    if (!this.#begin(file.name)) return;
    const { signal } = this.#giveUp;
    await this.#show(() =>
      sendFile(this.#client, file, {
        signal,
        onProgress: (bytes) => (this.#progress = file.size === 0 ? 1 : bytes / file.size),
      }),
    );
  }

  /** Looks for bundles that the person opened outside of the page, and shows the first. */
  async takeOffered(): Promise<void> {
    const offered = await this.#client.bundles.offered();
    const next = offered.find(({ transfer }) => !this.#seen.has(transfer));
    if (next === undefined || !this.#begin(next.fileName)) return;
    this.#seen.add(next.transfer);
    await this.#show(() => Promise.resolve(next.transfer));
  }

  async keep(): Promise<void> {
    const transfer = this.#transfer;
    if (transfer === null || this.#stage !== 'shown') return;
    this.#stage = 'keeping';
    const report = await this.#notices.guard(() => this.#client.bundles.keep({ transfer }));
    this.#transfer = null;
    this.#end();
    if (report !== undefined) this.#tell(report);
  }

  cancel(): void {
    // What is being written is written whole.
    if (this.#stage === 'keeping') return;
    this.#giveUp.abort();
    const transfer = this.#transfer;
    if (transfer !== null) void this.#client.bundles.discard({ transfer }).catch(() => undefined);
    this.#end();
  }

  /** @returns false while another bundle is open: one at a time */
  #begin(fileName: string): boolean {
    if (this.#fileName !== null) return false;
    this.#giveUp = new AbortController();
    this.#fileName = fileName;
    this.#stage = 'reading';
    this.#progress = null;
    return true;
  }

  async #show(bring: () => Promise<string>): Promise<void> {
    const { signal } = this.#giveUp;
    try {
      const transfer = await bring();
      this.#transfer = transfer;
      this.#progress = null;
      const preview = await this.#client.bundles.look({ transfer });
      if (signal.aborted) return;
      this.#preview = preview;
      this.#stage = 'shown';
    } catch (error) {
      if (signal.aborted) return;
      this.#transfer = null;
      this.#end();
      this.#notices.problem(error);
    }
  }

  #end(): void {
    this.#fileName = null;
    this.#preview = null;
    this.#transfer = null;
  }

  #tell({ imported, skipped }: ImportReport): void {
    const [first] = imported;
    const text =
      first === undefined
        ? m.bundle_kept_nothing({ count: formatCount(skipped.length) })
        : imported.length === 1
          ? m.bundle_kept_one({ name: first.name })
          : m.bundle_kept({ count: formatCount(imported.length) });
    const known =
      first !== undefined && skipped.length > 0
        ? m.bundle_kept_known({ count: formatCount(skipped.length) })
        : undefined;
    const show = imported.length === 1 ? first : undefined;
    this.#notices.done(
      text,
      known,
      show && { label: m.bundle_open_run(), act: () => this.#navigation.openRun(show.run) },
    );
    if (imported.length > 1) this.#navigation.go('runs');
  }
}
