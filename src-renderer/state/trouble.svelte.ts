import type { Backup, Trouble } from '#shared/contract/care.ts';
import type { Client } from '../client/client.ts';

/** The choice that a person has while the store cannot be opened. */
export class TroubleState {
  readonly trouble: Trouble;
  readonly #client: Client;
  readonly #goOn: () => void;
  /** True while a choice is carried out. */
  busy = $state(false);
  /** Why the last choice could not be carried out. */
  failure = $state.raw<unknown>(null);

  /** @param goOn opens the workbench, which is there after a choice */
  constructor(client: Client, trouble: Trouble, goOn: () => void) {
    this.trouble = trouble;
    this.#client = client;
    this.#goOn = goOn;
  }

  restore(backup: Backup): Promise<void> {
    return this.#choose(() => this.#client.care.restore({ backup: backup.name }));
  }

  startBeside(): Promise<void> {
    return this.#choose(() => this.#client.care.startBeside());
  }

  reveal(): Promise<void> {
    return this.#guard(() => this.#client.care.reveal());
  }

  /** The file may have been mended by hand. */
  retry(): Promise<void> {
    return this.#choose(() => this.#client.care.retry());
  }

  async #choose(choice: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    await this.#guard(async () => {
      await choice();
      this.#goOn();
    });
    this.busy = false;
  }

  async #guard(work: () => Promise<unknown>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error;
    }
  }
}
