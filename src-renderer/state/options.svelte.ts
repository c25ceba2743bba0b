import type { AppEvent } from '#shared/contract/events.ts';
import type { Options } from '#shared/contract/options.ts';
import type { Client } from '../client/client.ts';
import type { Follower } from './runs.svelte.ts';

/** What holds for the whole workbench, and whether its dialog is open. */
export class OptionsState implements Follower {
  /** Null until it has been read. */
  value = $state.raw<Options | null>(null);
  isShown = $state(false);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async read(): Promise<void> {
    this.value = await this.#client.options.read();
  }

  take(event: AppEvent): void {
    if (event.type === 'options') this.value = event.options;
  }

  async write(changes: Partial<Options>): Promise<void> {
    this.value = await this.#client.options.write(changes);
  }
}
