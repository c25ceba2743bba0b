import type { AppEvent } from '#shared/contract/events.ts';
import type { Queue } from '#shared/contract/queue.ts';
import type { Client } from '../client/client.ts';
import type { Follower } from './runs.svelte.ts';

/** The runs that wait, and what the window does to their order. */
export class QueueState implements Follower {
  /** Whether the panel is open. */
  isShown = $state(false);
  #queue = $state.raw<Queue>({ waiting: [], isPaused: false, short: null });
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Ids, the next one first. */
  get waiting(): readonly string[] {
    return this.#queue.waiting;
  }

  get isPaused(): boolean {
    return this.#queue.isPaused;
  }

  /** What a run that is next is short of; null where it is short of nothing. */
  shortOf(run: string): Queue['short'] {
    return this.#queue.short?.run === run ? this.#queue.short : null;
  }

  async read(): Promise<void> {
    this.#queue = await this.#client.queue.read();
  }

  take(event: AppEvent): void {
    if (event.type === 'queue') this.#queue = event.queue;
  }

  /** Puts a run at a place of the order, 0 being the next; shown at once, and as it was where that is refused. */
  async moveTo(run: string, place: number): Promise<void> {
    const before = this.#queue;
    const others = before.waiting.filter((other) => other !== run);
    const next = others[place] ?? null;
    this.#queue = { ...before, waiting: others.toSpliced(place, 0, run) };
    try {
      this.#queue = await this.#client.queue.move({ run, before: next });
    } catch (error) {
      await this.read().catch(() => (this.#queue = before));
      throw error;
    }
  }

  async pause(): Promise<void> {
    this.#queue = await this.#client.queue.pause();
  }

  async resume(): Promise<void> {
    this.#queue = await this.#client.queue.resume();
  }
}
