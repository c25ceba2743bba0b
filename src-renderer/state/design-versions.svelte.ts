import type { DesignVersion } from '#shared/contract/designs.ts';
import type { Client } from '../client/client.ts';
import { m } from '../i18n/paraglide/messages.js';
import type { Bench } from './bench.svelte.ts';
import type { Notices } from './notices.ts';

/** Designs that were kept under a name. */
export class DesignVersions {
  /** Newest first; null until they have been read. */
  list = $state.raw<DesignVersion[] | null>(null);
  readonly #client: Client;
  readonly #bench: Bench;
  readonly #notices: Notices;

  constructor(client: Client, bench: Bench, notices: Notices) {
    this.#client = client;
    this.#bench = bench;
    this.#notices = notices;
  }

  async read(): Promise<void> {
    this.list = (await this.#notices.guard(() => this.#client.designs.versions())) ?? this.list;
  }

  /** Keeps what is on the bench. */
  async keep(name: string): Promise<DesignVersion | undefined> {
    const { design } = this.#bench;
    const version = await this.#notices.guard(() => this.#client.designs.keep({ name, design }));
    await this.read();
    return version;
  }

  /** Puts a version on the bench; one step that can be undone. */
  putOnBench({ design }: DesignVersion): void {
    this.#bench.setDesign(design);
  }

  async remove(version: DesignVersion): Promise<void> {
    await this.#notices.guard(() => this.#client.designs.remove({ id: version.id }));
    await this.read();
    this.#notices.done(m.versions_removed({ name: version.name }), undefined, {
      label: m.action_undo(),
      act: () => void this.#restore(version),
    });
  }

  async #restore(version: DesignVersion): Promise<void> {
    await this.#notices.guard(() => this.#client.designs.restore(version));
    await this.read();
  }
}
