import type { Queue } from '#shared/contract/queue.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { RunOwner, StoreClient } from '../store/api.ts';

/** The key under which the store keeps whether the queue stands still. */
const pausedKey = 'queue.paused';

/** MiB that a run would take, and that are free for it. */
export interface Room {
  needed: number;
  free: number;
}

export interface RunQueueParts {
  store: Pick<
    StoreClient,
    'listWaiting' | 'nextWaiting' | 'takeWaiting' | 'moveWaiting' | 'readOptions' | 'writeOptions'
  >;
  owner: RunOwner;
  /** Whether runs that other processes left waiting are trained here too, as many as there are runners. */
  shared: boolean;
  /** How many runs train on this machine at once. */
  runners: () => Promise<number>;
  /** The room that a run finds beside those that train; null where nothing trains, so that it would wait for nothing. */
  roomFor: (run: Run) => Room | null;
  /** Trains a run; resolves when it has ended, and never rejects. */
  train: (run: Run) => Promise<void>;
  /** Told when what waits, or why, may have changed. */
  changed: () => void;
  /** Told when the store did not answer. */
  failed: (cause: unknown) => void;
}

/**
 * Takes runs that wait out of the store, in their order, as runners are free. The order and whether the queue stands
 * still lie in the store, so they outlive this process and hold for every window.
 */
export class RunQueue {
  readonly #parts: RunQueueParts;
  #short: Queue['short'] = null;
  /** Runs that this process trains. */
  #training = 0;
  #closed = false;
  /** The last of the looks at what waits; they follow each other. */
  #looking: Promise<void> = Promise.resolve();
  #looksWaiting = 0;

  constructor(parts: RunQueueParts) {
    this.#parts = parts;
  }

  async read(): Promise<Queue> {
    const { store } = this.#parts;
    const [waiting, isPaused] = await Promise.all([store.listWaiting(), this.#isPaused()]);
    return { waiting, isPaused, short: waiting[0] === this.#short?.run ? this.#short : null };
  }

  /** @throws ProblemError run.unknown, run.notWaiting */
  async move(id: string, before: string | null): Promise<Queue> {
    await this.#parts.store.moveWaiting(id, before);
    return this.#afterChange();
  }

  /** No run starts from now on; those that train go on. */
  async pause(): Promise<Queue> {
    await this.#parts.store.writeOptions({ [pausedKey]: true });
    return this.#afterChange();
  }

  async resume(): Promise<Queue> {
    await this.#parts.store.writeOptions({ [pausedKey]: false });
    return this.#afterChange();
  }

  /** Starts what can be started now; resolves when that is done. */
  fill(): Promise<void> {
    // One look that has not begun sees whatever a second would.
    if (this.#looksWaiting > 0) return this.#looking;
    this.#looksWaiting += 1;
    this.#looking = this.#looking.then(async () => {
      this.#looksWaiting -= 1;
      try {
        while (!this.#closed && (await this.#startNext()));
      } catch (cause) {
        this.#parts.failed(cause);
      }
    });
    return this.#looking;
  }

  /** No run starts any more; resolves when none is about to. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#looking;
  }

  async #startNext(): Promise<boolean> {
    const { store, owner, shared, runners, roomFor, train, changed } = this.#parts;
    if (shared && (await this.#isPaused())) return false;
    const scope = { owner, own: !shared, free: (await runners()) - this.#training };
    const next = await store.nextWaiting(scope);
    if (next === null) return false;
    const room = roomFor(next);
    const short = room !== null && room.needed > room.free ? { run: next.id, ...room } : null;
    if (short?.run !== this.#short?.run) changed();
    this.#short = short;
    if (short !== null || this.#closed) return false;
    const run = await store.takeWaiting(next.id, scope);
    // Another process was quicker: the next look sees what is left.
    if (run === null) return true;
    this.#training += 1;
    void train(run).then(() => {
      this.#training -= 1;
      return this.fill();
    });
    changed();
    return true;
  }

  async #isPaused(): Promise<boolean> {
    return (await this.#parts.store.readOptions())[pausedKey] === true;
  }

  #afterChange(): Promise<Queue> {
    void this.fill();
    this.#parts.changed();
    return this.read();
  }
}
