import { SvelteMap } from 'svelte/reactivity';
import type { AppEvent } from '#shared/contract/events.ts';
import { activeStatuses, type ForkRun, type Run, type Series, type StartRun } from '#shared/contract/runs.ts';
import { mergeSeries } from '../charts/merge-series.ts';
import type { Client } from '../client/client.ts';
import { LiveRun } from './live-run.svelte.ts';
import { keepChanges, putRun } from './run-list.ts';
import { StoredSeries } from './stored-series.ts';

/** The longest time between two attempts to connect, in milliseconds. */
const longestWait = 5000;

/** What else of the services is kept up to date by their events. */
export interface Follower {
  /** Reads everything anew: the connection is there, or another process wrote. */
  read(): Promise<void>;
  take(event: AppEvent): void;
}

/** Every run of the store, kept up to date by the services' events, and what the window does to runs. */
export class RunsState {
  /** Newest first. */
  list = $state.raw<Run[]>([]);
  /** False until the first list has come. */
  loaded = $state(false);
  /** Grows whenever the store has been read anew: what else was read from it may be old then. */
  version = $state(0);
  /** Called when the person has opened a bundle outside of the page. */
  onBundleOffered: () => void = () => undefined;
  connection = $state<'connecting' | 'open' | 'lost'>('connecting');
  #storedVersion = $state(0);
  readonly #client: Client;
  readonly #live = new SvelteMap<string, LiveRun>();
  readonly #stored: StoredSeries;
  readonly #followers: readonly Follower[];
  /** Ids of the runs that changed since the list was asked for; null while no answer is awaited. */
  #changed: string[] | null = null;
  #stop: AbortController | null = null;
  /** The last of the reads of everything; they follow each other. */
  #reading: Promise<void> = Promise.resolve();
  #readsWaiting = 0;

  constructor(client: Client, followers: readonly Follower[] = []) {
    this.#client = client;
    this.#followers = followers;
    this.#stored = new StoredSeries(client);
  }

  /** Listens for events and reads the list, again after every lost connection. @returns what ends it */
  start(): () => void {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    void this.#listen(stop.signal);
    return () => stop.abort();
  }

  /** Runs that have not ended, newest first. */
  get active(): Run[] {
    return this.list.filter(isActive);
  }

  find(id: string | null | undefined): Run | undefined {
    return this.list.find((run) => run.id === id);
  }

  /** What has come in live for a run; undefined where nothing has. */
  live(id: string): LiveRun | undefined {
    return this.#live.get(id);
  }

  async startRun(start: StartRun): Promise<Run> {
    return this.#add(await this.#client.runs.start(start));
  }

  async fork(fork: ForkRun): Promise<Run> {
    return this.#add(await this.#client.runs.fork(fork));
  }

  /** The runs that began with one of this run's steps, the oldest first. */
  childrenOf(id: string): Run[] {
    return this.list.filter((run) => run.parent?.run === id).toReversed();
  }

  #add(run: Run): Run {
    // An event of the new run may have been quicker than this answer.
    const known = this.find(run.id);
    if (known === undefined) this.#put(run);
    return known ?? run;
  }

  // Pausing, resuming and stopping take effect at the run's next step: its event says when, not the answer. A run that
  // had ended is taken up at once.
  async pause(run: string): Promise<void> {
    await this.#client.runs.pause({ run });
  }

  async resume(run: string): Promise<void> {
    await this.#client.runs.resume({ run });
  }

  async stop(run: string): Promise<void> {
    await this.#client.runs.stop({ run });
  }

  async rename(run: string, name: string): Promise<void> {
    const renamed = await this.#client.runs.rename({ run, name });
    // Events may have been quicker than this answer: it is taken at its word for the name alone.
    const known = this.find(run);
    this.#put(known === undefined ? renamed : { ...known, name: renamed.name });
  }

  /** Takes runs from the list, as soon as they are thrown away; the store's own word follows. */
  remove(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.list = this.list.filter((run) => !gone.has(run.id));
  }

  /** Puts a run that was restored into the list. */
  add(run: Run): void {
    this.#put(run);
  }

  /**
   * Stored series merged with live points; keys that have no point yet are absent. What is stored comes in
   * through `loadSeries`, which an effect calls beside this.
   */
  seriesOf(id: string, keys: readonly string[]): Record<string, Series> {
    void this.#storedVersion;
    const live = this.#live.get(id);
    const found: Record<string, Series> = {};
    for (const key of keys) {
      const series = mergeSeries(this.#stored.find(id, key), live?.series(key));
      if (series.step.length > 0) found[key] = series;
    }
    return found;
  }

  /** Reads stored series once; keys that the run has not recorded are left out. */
  async loadSeries(id: string, keys: readonly string[]): Promise<void> {
    await this.#stored.load(id, keys);
    this.#storedVersion += 1;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    let wait = 250;
    while (!signal.aborted) {
      try {
        const events = await this.#client.events.live(undefined, { signal });
        await this.#readAll();
        this.connection = 'open';
        wait = 250;
        for await (const event of events) this.#take(event);
      } catch {
        // Whatever broke the connection, the answer is the same: say so and try again.
      }
      if (signal.aborted) return;
      this.connection = 'lost';
      await pause(wait, signal);
      wait = Math.min(wait * 2, longestWait);
    }
  }

  /** One after the other: an answer that a later one has overtaken would bring back what has changed since. */
  #readAll(): Promise<void> {
    // A read that has not begun sees whatever a second would.
    if (this.#readsWaiting > 0) return this.#reading;
    this.#readsWaiting += 1;
    const read = async () => {
      this.#readsWaiting -= 1;
      await Promise.all([this.#readList(), ...this.#followers.map((follower) => follower.read())]);
    };
    this.#reading = this.#reading.then(read, read);
    return this.#reading;
  }

  async #readList(): Promise<void> {
    const changed: string[] = [];
    this.#changed = changed;
    try {
      this.list = keepChanges(await this.#client.runs.list(), this.list, changed);
      this.loaded = true;
      this.version += 1;
      this.#stored.clear();
      this.#storedVersion += 1;
    } finally {
      this.#changed = null;
    }
  }

  #take(event: AppEvent): void {
    if (event.type === 'run') this.#put(event.run);
    else if (event.type === 'frames') this.#appendFrames(event);
    else if (event.type === 'bundleOffered') this.onBundleOffered();
    else if (event.type === 'storeChanged') void this.#readAll().catch(() => undefined);
    else for (const follower of this.#followers) follower.take(event);
  }

  #appendFrames({ run, progress, series }: Extract<AppEvent, { type: 'frames' }>): void {
    const live = this.#live.get(run) ?? new LiveRun();
    if (!this.#live.has(run)) this.#live.set(run, live);
    live.append(progress, series);
  }

  #put(run: Run): void {
    this.#changed?.push(run.id);
    const before = this.find(run.id);
    this.list = putRun(this.list, run);
    if (before !== undefined && isActive(before) && !isActive(run)) void this.#settle(run.id);
  }

  /** A run has ended: the store now has every point, the dashboard perhaps not. */
  async #settle(id: string): Promise<void> {
    const keys = this.#live.get(id)?.keys ?? [];
    this.#stored.forget(id);
    try {
      await this.loadSeries(id, keys);
    } catch {
      // What came live is still there to be drawn.
      return;
    }
    this.#live.delete(id);
  }
}

function isActive(run: Run): boolean {
  return activeStatuses.includes(run.status);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
